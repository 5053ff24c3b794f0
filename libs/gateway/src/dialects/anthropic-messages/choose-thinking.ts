import type { ChatRequest } from '../canonical/chat-request.js';
import type { JsonObject } from '../json/json.js';

export interface Thinking {
  /** The `thinking` field; null: no thinking. */
  thinking: JsonObject | null;
  outputConfig: JsonObject;
}

const NO_THINKING: Thinking = { thinking: null, outputConfig: {} };

/** Thinking budgets by effort; 1,024 is the vendor's least. */
const BUDGETS: Readonly<Record<string, number>> = {
  minimal: 1_024,
  low: 2_048,
  medium: 8_192,
  high: 16_384,
  xhigh: 32_768,
};
const MIN_BUDGET = 1_024;

/** The vendor's words for effort: https://docs.claude.com/en/docs/build-with-claude/effort */
const EFFORTS: Readonly<Record<string, string>> = {
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'max',
};

/** Models up to 4.5 think by budget, later ones adaptively. Old names put the family last. */
const BUDGETED = /^claude-(3|instant|2|(opus|sonnet|haiku)-4(-[0-5])?(-\d{8})?$)/;

/**
 * Turns `reasoning_effort` into the model's way of thinking:
 * https://docs.claude.com/en/docs/build-with-claude/extended-thinking
 */
export function chooseThinking(request: ChatRequest, model: string, maxTokens: number): Thinking {
  const effort = request.reasoningEffort;
  if (effort === null || effort === 'none' || forbidsThinking(request)) return NO_THINKING;
  if (!BUDGETED.test(model))
    return {
      thinking: { type: 'adaptive' },
      outputConfig: { effort: EFFORTS[effort] ?? 'medium' },
    };
  // The budget is part of max_tokens; half of it at least stays for the answer.
  const budget = Math.min(BUDGETS[effort] ?? BUDGETS.medium!, Math.floor(maxTokens / 2));
  if (budget < MIN_BUDGET) return NO_THINKING;
  return { thinking: { type: 'enabled', budget_tokens: budget }, outputConfig: {} };
}

/**
 * A forced tool excludes thinking; and a tool call that is being continued must carry the signed
 * thought it came from, which a caller who switched vendors cannot have.
 */
function forbidsThinking({ toolChoice, messages }: ChatRequest): boolean {
  if (toolChoice === 'required' || (typeof toolChoice === 'object' && toolChoice !== null))
    return true;
  if (messages.at(-1)?.role !== 'tool') return false;
  const last = messages.findLast((message) => message.role === 'assistant');
  return !last?.content.some((part) => part.type === 'reasoning' && part.signature !== null);
}
