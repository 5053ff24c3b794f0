import type { Usage } from '../canonical/usage.js';
import type { Json, JsonObject } from '../json/json.js';
import { isObject } from './read-chat-call.js';
import { readUsage } from './read-usage.js';

/** What a vendor's answers, whole or in chunks, differ in from OpenAI's. */
export interface AnswerShape {
  /** A choice in OpenAI's form; the same object when it has that form already. */
  reshapeChoice(choice: JsonObject): JsonObject;
  /** The token counts of an answer or chunk; null: it holds none. */
  readUsage(answer: JsonObject): Usage | null;
}

/** How most vendors answer. */
export const USUAL_SHAPE: AnswerShape = {
  reshapeChoice: nameReasoning,
  readUsage: (answer) => readUsage(answer.usage),
};

/**
 * Callers read thoughts in `reasoning_content`; several vendors call the field `reasoning`. The
 * vendor's own field stays beside it.
 */
export function nameReasoning(choice: JsonObject): JsonObject {
  const message = choice.delta ?? choice.message;
  if (!isObject(message) || typeof message.reasoning !== 'string') return choice;
  const { reasoning } = message;
  if (reasoning === '' || typeof message.reasoning_content === 'string') return choice;
  return changeMessage(choice, (said) => ({ ...said, reasoning_content: reasoning }));
}

/** Changes what the model said, in a whole answer (`message`) or a chunk (`delta`). */
export function changeMessage(
  choice: JsonObject,
  change: (message: JsonObject) => JsonObject,
): JsonObject {
  const name = isObject(choice.delta) ? 'delta' : 'message';
  const message = choice[name];
  if (!isObject(message)) return choice;
  const changed = change(message);
  return changed === message ? choice : { ...choice, [name]: changed };
}

/** Every choice in OpenAI's form; null when all have it already, so that the bytes can stay. */
export function reshapeChoices(choices: Json | undefined, shape: AnswerShape): Json[] | null {
  if (!Array.isArray(choices)) return null;
  let reshaped: Json[] | null = null;
  for (let index = 0; index < choices.length; index++) {
    const choice = choices[index]!;
    if (!isObject(choice)) continue;
    const changed = shape.reshapeChoice(choice);
    if (changed === choice) continue;
    reshaped ??= [...choices];
    reshaped[index] = changed;
  }
  return reshaped;
}
