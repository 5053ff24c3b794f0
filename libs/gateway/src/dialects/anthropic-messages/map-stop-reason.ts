import type { Json } from '../json/json.js';
import type { FinishReason } from '../canonical/finish-reason.js';

/** https://docs.claude.com/en/api/handling-stop-reasons */
const REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

/** Anthropic's `stop_reason` in OpenAI's words; null while there is none. */
export function mapStopReason(reason: Json | undefined): FinishReason | null {
  return typeof reason === 'string' ? (REASONS[reason] ?? 'stop') : null;
}
