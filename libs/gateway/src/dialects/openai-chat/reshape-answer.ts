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
  return changeMessage(choice, (message) => {
    const { reasoning } = message;
    if (typeof reasoning !== 'string' || reasoning === '') return message;
    if (typeof message.reasoning_content === 'string') return message;
    return { ...message, reasoning_content: reasoning };
  });
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
  const reshaped = choices.map((choice) =>
    isObject(choice) ? shape.reshapeChoice(choice) : choice,
  );
  return reshaped.every((choice, index) => choice === choices[index]) ? null : reshaped;
}
