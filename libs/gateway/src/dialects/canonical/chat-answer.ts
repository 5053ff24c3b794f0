import type { AssistantPart } from './chat-message.js';
import type { Json } from '../json/json.js';
import type { FinishReason } from './finish-reason.js';
import type { Usage } from './usage.js';

export interface AnswerChoice {
  parts: AssistantPart[];
  finishReason: FinishReason;
  /** In OpenAI's wire form; null: none. */
  logprobs: Json;
}

/** A whole answer in no vendor's words. */
export interface CanonicalAnswer {
  id: string;
  model: string | null;
  choices: AnswerChoice[];
  usage: Usage | null;
}
