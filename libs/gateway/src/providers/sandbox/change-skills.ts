import type { SandboxCategory, SandboxModel } from './sandbox-models.js';

/** `MODEL.TASK=CHANCE`, as in `swift-mini.chat=0.3`. */
const CHANGE = /^\s*([\w-]+)\.(code|math|extraction|translation|chat)=(0(?:\.\d+)?|1(?:\.0+)?)\s*$/;

/**
 * A simulated model with other skills, so that a demonstration or a test can make one worse while it
 * serves.
 * @param text of the header `x-sandbox-skill`: changes by comma; what cannot be read changes nothing
 */
export function changeSkills(model: SandboxModel, text: string | undefined): SandboxModel {
  if (text === undefined) return model;
  const skill: Record<SandboxCategory, number> = { ...model.skill };
  for (const change of text.split(',')) {
    const [, id, task, chance] = CHANGE.exec(change) ?? [];
    if (id === model.id) skill[task as SandboxCategory] = Number(chance);
  }
  return { ...model, skill };
}
