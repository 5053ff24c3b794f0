import type { AdapterTarget } from '../../providers/provider-adapter.js';
import { chooseThinking } from '../anthropic-messages/choose-thinking.js';
import type { ChatRequest } from '../canonical/chat-request.js';
import type { JsonObject } from '../json/json.js';

/** What a model family wants beside Converse's own fields. */
export interface ModelFields {
  additional: JsonObject | null;
  /** Thinking allows no other sampling than the model's own. */
  excludesSampling: boolean;
}

const NOTHING: ModelFields = { additional: null, excludesSampling: false };
/** Enough room for a thinking budget where neither caller nor catalogue names a maximum. */
const ASSUMED_MAX_TOKENS = 4_096;

/**
 * Turns `reasoning_effort` into the words of the model's family; Converse has none of its own. The
 * family stands in the id, behind an inference profile's region: `us.anthropic.claude-…-v1:0`.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-reasoning.html
 */
export function chooseModelFields(request: ChatRequest, target: AdapterTarget): ModelFields {
  const effort = request.reasoningEffort;
  if (effort === null) return NOTHING;
  const { model } = target;
  if (model.includes('anthropic.')) return thinkAsClaude(request, target);
  if (model.includes('amazon.nova'))
    return effort === 'none'
      ? NOTHING
      : { additional: writeNovaEffort(effort), excludesSampling: effort === 'high' };
  if (model.includes('openai.'))
    return { additional: { reasoning_effort: effort }, excludesSampling: false };
  return NOTHING;
}

function thinkAsClaude(request: ChatRequest, target: AdapterTarget): ModelFields {
  const name = target.model.replace(/^.*anthropic\./, '').replace(/-v\d+(:\d+)?$/, '');
  const maxTokens = request.maxOutputTokens ?? target.maxOutputTokens ?? ASSUMED_MAX_TOKENS;
  const { thinking, outputConfig } = chooseThinking(request, name, maxTokens);
  if (thinking === null) return NOTHING;
  const additional: JsonObject = { thinking };
  if (Object.keys(outputConfig).length > 0) additional.output_config = outputConfig;
  return { additional, excludesSampling: true };
}

/** https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html */
function writeNovaEffort(effort: string): JsonObject {
  const level = effort === 'minimal' ? 'low' : effort === 'xhigh' ? 'high' : effort;
  return { reasoningConfig: { type: 'enabled', maxReasoningEffort: level } };
}
