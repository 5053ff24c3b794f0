import { dropFields, editInTurn, mapMessages } from '../dialects/openai-chat/edit-body.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';
import { readUsage } from '../dialects/openai-chat/read-usage.js';
import { USUAL_SHAPE } from '../dialects/openai-chat/reshape-answer.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/** What it refuses with 400: https://console.groq.com/docs/openai#currently-unsupported-openai-features */
const UNSUPPORTED = 'https://console.groq.com/docs/openai#currently-unsupported-openai-features';

/**
 * Thoughts come as `reasoning` (https://console.groq.com/docs/reasoning); the usage of a stream also
 * as `x_groq.usage` (https://console.groq.com/docs/api-reference#chat-create).
 */
export const groq = defineOpenAiCompatible({
  type: 'groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  readEnvironment: keyFrom('GROQ_API_KEY'),
  embeddingsPath: null,
  lacks: { embeddings: 'https://console.groq.com/docs/models', logprobs: UNSUPPORTED },
  editBody: editInTurn(
    dropFields('logit_bias'),
    mapMessages((message) => {
      if (message.name === undefined) return message;
      const { name: _refused, ...rest } = message;
      return rest;
    }),
  ),
  answerShape: {
    ...USUAL_SHAPE,
    readUsage: ({ usage, x_groq: own }) =>
      readUsage(usage) ?? (isObject(own) ? readUsage(own.usage) : null),
  },
});
