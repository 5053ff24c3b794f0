import { estimateInputTokens } from '../catalogue/estimate-input-tokens.js';
import type { RequestNeeds } from '../routing/filter-target.js';
import type { GatewayCall } from './active-request.js';

/** Before there is a history: what an answer is expected to take of a context or a token rate. */
const EXPECTED_OUTPUT_TOKENS = 1_024;

/** What a call needs of a model. */
export function needsOf(
  call: GatewayCall,
  inputTokens: number = estimateInputTokens(call),
): RequestNeeds {
  if (call.operation === 'embeddings')
    return {
      endpoint: 'embeddings',
      capabilities: [],
      inputTokens,
      totalTokens: inputTokens,
      maxOutputTokens: 0,
      body: call.body,
    };
  const output = (call.maxOutputTokens ?? EXPECTED_OUTPUT_TOKENS) * call.choices;
  return {
    endpoint: 'chat',
    capabilities: call.needs,
    inputTokens,
    totalTokens: inputTokens + output,
    maxOutputTokens: call.maxOutputTokens === null ? null : output,
    body: call.body,
  };
}
