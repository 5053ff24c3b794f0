import type { Usage } from '../dialects/canonical/usage.js';
import type { JsonObject } from '../dialects/json/json.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';
import { readStatedCost } from '../dialects/openai-chat/read-stated-cost.js';
import { readUsage } from '../dialects/openai-chat/read-usage.js';
import { USUAL_SHAPE } from '../dialects/openai-chat/reshape-answer.js';
import { pathPrefix } from './build-post.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/**
 * Thoughts come as `reasoning` with `reasoning_details`, comments keep a stream alive, an error in a
 * stream has a numeric code: https://openrouter.ai/docs/api-reference/overview. Everybody may read
 * its models; what a key is worth says `/key`: https://openrouter.ai/docs/api-reference/limits
 */
export const openrouter = defineOpenAiCompatible({
  type: 'openrouter',
  baseUrl: 'https://openrouter.ai/api/v1',
  readEnvironment: keyFrom('OPENROUTER_API_KEY'),
  modelList: { path: ({ baseUrl }) => `${pathPrefix(baseUrl)}/key`, namesTargets: false },
  answerShape: { ...USUAL_SHAPE, readUsage: readOpenRouterUsage },
});

/**
 * Says what it charges, whichever provider it chose; with a key of one's own the provider's bill
 * comes on top: https://openrouter.ai/docs/use-cases/usage-accounting
 */
function readOpenRouterUsage({ usage }: JsonObject): Usage | null {
  const read = readUsage(usage);
  if (!read || !isObject(usage)) return read;
  const charged = readStatedCost(usage.cost);
  if (charged === null) return read;
  const details = isObject(usage.cost_details) ? usage.cost_details : {};
  const ownBill = usage.is_byok === true ? readStatedCost(details.upstream_inference_cost) : null;
  return { ...read, statedCost: charged + (ownBill ?? 0n) };
}
