import { type NanoUsd, parseUsd } from '@weighbridge/kernel/money';
import type { Usage } from '../dialects/canonical/usage.js';
import type { Json, JsonObject } from '../dialects/json/json.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';
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
  const charged = readCost(usage.cost);
  if (charged === null) return read;
  const details = isObject(usage.cost_details) ? usage.cost_details : {};
  const ownBill = usage.is_byok === true ? readCost(details.upstream_inference_cost) : null;
  return { ...read, statedCost: charged + (ownBill ?? 0n) };
}

/** A JSON number of USD; nine decimals are more than OpenRouter bills in. */
function readCost(cost: Json | undefined): NanoUsd | null {
  const isCost = typeof cost === 'number' && cost >= 0 && cost < 1_000_000;
  return isCost ? parseUsd(cost.toFixed(9)) : null;
}
