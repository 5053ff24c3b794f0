import type { JsonObject } from '../json/json.js';

/** Budgets of the 2.5 models by effort: https://ai.google.dev/gemini-api/docs/openai#thinking */
const BUDGETS: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 512,
  low: 1_024,
  medium: 8_192,
  high: 24_576,
  xhigh: 24_576,
};
/** 2.5 Pro cannot stop thinking. */
const MIN_PRO_BUDGET = 128;

/** Turns `reasoning_effort` into Gemini's `thinkingConfig`; nothing when the caller did not ask. */
export function chooseThinkingConfig(effort: string | null, model: string): JsonObject {
  if (effort === null) return {};
  const includeThoughts = effort !== 'none';
  if (model.startsWith('gemini-2')) {
    const budget = BUDGETS[effort] ?? BUDGETS.medium!;
    const thinkingBudget = model.includes('pro') ? Math.max(budget, MIN_PRO_BUDGET) : budget;
    return { thinkingConfig: { includeThoughts, thinkingBudget } };
  }
  return { thinkingConfig: { includeThoughts, thinkingLevel: levelOf(effort, model) } };
}

/** From Gemini 3 on, thinking has levels; Pro has no `minimal` one. */
function levelOf(effort: string, model: string): string {
  if (effort === 'none' || effort === 'minimal') return model.includes('pro') ? 'low' : 'minimal';
  return effort === 'xhigh' ? 'high' : effort;
}
