import type { JsonObject } from '../dialects/json/json.js';
import { countOf, readUsage } from '../dialects/openai-chat/read-usage.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';
import { readOpenAiError } from '../dialects/openai-chat/read-openai-error.js';
import { USUAL_SHAPE } from '../dialects/openai-chat/reshape-answer.js';
import type { Usage } from '../dialects/canonical/usage.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import type { UpstreamHeaders } from './provider-adapter.js';
import { keyFrom } from './read-environment.js';
import type { UpstreamError } from './upstream-error.js';

/** https://docs.x.ai/docs/api-reference#chat-completions */
export const xai = defineOpenAiCompatible({
  type: 'xai',
  baseUrl: 'https://api.x.ai/v1',
  readEnvironment: keyFrom('XAI_API_KEY'),
  embeddingsPath: null,
  lacks: { embeddings: 'https://docs.x.ai/docs/models' },
  answerShape: { ...USUAL_SHAPE, readUsage: readXaiUsage },
  readError: readXaiError,
});

/**
 * Thoughts are counted beside `completion_tokens` and are billed as output:
 * https://docs.x.ai/docs/guides/reasoning. The total says whether an answer counts so.
 */
function readXaiUsage({ usage }: JsonObject): Usage | null {
  const read = readUsage(usage);
  if (!read || !isObject(usage)) return read;
  const details = isObject(usage.completion_tokens_details) ? usage.completion_tokens_details : {};
  const reasoning = countOf(details.reasoning_tokens);
  const beside = countOf(usage.total_tokens) === read.inputTokens + read.outputTokens + reasoning;
  if (!beside || reasoning === 0) return read;
  return { ...read, outputTokens: read.outputTokens + reasoning, reasoningTokens: reasoning };
}

/** A wrong key is answered with 400: https://docs.x.ai/docs/guides/debugging */
function readXaiError(status: number, headers: UpstreamHeaders, body: Buffer): UpstreamError {
  const isKey = status === 400 && /incorrect api key/i.test(body.toString('utf8', 0, 2_000));
  return readOpenAiError(status, headers, body, isKey ? 401 : undefined);
}
