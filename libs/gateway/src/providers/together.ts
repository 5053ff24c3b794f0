import type { Json, JsonObject } from '../dialects/json/json.js';
import { asBeforeRenaming, type EditBody, editInTurn } from '../dialects/openai-chat/edit-body.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';
import { nameReasoning, USUAL_SHAPE } from '../dialects/openai-chat/reshape-answer.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/**
 * `logprobs` is a number, and its answer two lists instead of one:
 * https://docs.together.ai/reference/chat-completions-1
 */
export const together = defineOpenAiCompatible({
  type: 'together',
  baseUrl: 'https://api.together.xyz/v1',
  readEnvironment: keyFrom('TOGETHER_API_KEY'),
  editBody: editInTurn(asBeforeRenaming, countLogprobs),
  answerShape: {
    ...USUAL_SHAPE,
    reshapeChoice: (choice) => joinLogprobs(nameReasoning(choice)),
  },
});

function countLogprobs({ logprobs, top_logprobs: top }: JsonObject): ReturnType<EditBody> {
  if (logprobs === undefined) return {};
  return { logprobs: logprobs === true ? (top ?? 1) : undefined, top_logprobs: undefined };
}

/** `{tokens: [...], token_logprobs: [...]}` as OpenAI's list of tokens. */
function joinLogprobs(choice: JsonObject): JsonObject {
  const { logprobs } = choice;
  if (!isObject(logprobs) || !Array.isArray(logprobs.tokens)) return choice;
  const values = Array.isArray(logprobs.token_logprobs) ? logprobs.token_logprobs : [];
  const content = logprobs.tokens.map((token: Json, index) => ({
    token,
    logprob: values[index] ?? null,
    bytes: [...Buffer.from(String(token))],
    top_logprobs: [],
  }));
  return { ...choice, logprobs: { content, refusal: null } };
}
