import { asBeforeRenaming, dropFields, editInTurn } from '../dialects/openai-chat/edit-body.js';
import type { JsonObject } from '../dialects/json/json.js';
import type { Usage } from '../dialects/canonical/usage.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';
import { readStatedCost } from '../dialects/openai-chat/read-stated-cost.js';
import { countOf, readUsage } from '../dialects/openai-chat/read-usage.js';
import { USUAL_SHAPE } from '../dialects/openai-chat/reshape-answer.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

const REFERENCE = 'https://docs.perplexity.ai/api-reference/chat-completions-post';

/**
 * `citations` and `search_results` stand beside `choices` and reach the caller as they are. There is
 * no list of models that needs a key: https://docs.perplexity.ai/docs/sonar/openai-compatibility
 */
export const perplexity = defineOpenAiCompatible({
  type: 'perplexity',
  baseUrl: 'https://api.perplexity.ai',
  readEnvironment: keyFrom('PERPLEXITY_API_KEY'),
  embeddingsPath: null,
  modelList: null,
  trialModel: 'sonar',
  lacks: {
    tools: REFERENCE,
    logprobs: REFERENCE,
    // Vectors come as base64 of bytes or bits, never as the numbers OpenAI's callers expect.
    embeddings: 'https://docs.perplexity.ai/docs/embeddings/best-practices',
  },
  editBody: editInTurn(asBeforeRenaming, dropFields('logit_bias', 'user')),
  answerShape: { ...USUAL_SHAPE, readUsage: readPerplexityUsage },
});

/**
 * Says what it charges: the fee of a request depends on how much it searched
 * (https://docs.perplexity.ai/guides/search-context-size-guide). Thoughts and quoted sources are
 * counted beside `completion_tokens` and have prices of their own, as has every search: the example
 * at https://docs.perplexity.ai/getting-started/pricing (Sonar Deep Research) has 74 thousand tokens
 * of thought beside 7 thousand of completion.
 */
function readPerplexityUsage({ usage }: JsonObject): Usage | null {
  const read = readUsage(usage);
  if (!read || !isObject(usage)) return read;
  const citationTokens = countOf(usage.citation_tokens);
  const webSearches = countOf(usage.num_search_queries);
  const reasoning = read.reasoningTokens > 0 ? 0 : countOf(usage.reasoning_tokens);
  const cost = isObject(usage.cost) ? readStatedCost(usage.cost.total_cost) : null;
  return {
    ...read,
    outputTokens: read.outputTokens + reasoning + citationTokens,
    reasoningTokens: read.reasoningTokens + reasoning,
    ...(citationTokens + webSearches > 0 && { details: { citationTokens, webSearches } }),
    ...(cost !== null && { statedCost: cost }),
  };
}
