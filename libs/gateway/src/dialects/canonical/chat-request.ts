import type { JsonObject } from '../json/json.js';
import type { ChatMessage } from './chat-message.js';

export interface Tool {
  name: string;
  description: string | null;
  /** JSON Schema of the arguments. */
  parameters: JsonObject | null;
  strict: boolean | null;
}

export type ToolChoice = 'auto' | 'none' | 'required' | { name: string };

export type ResponseFormat =
  | { type: 'json' }
  | { type: 'json-schema'; name: string; schema: JsonObject; strict: boolean | null };

/** One chat completion in no vendor's words. `null` always means that the caller did not say. */
export interface ChatRequest {
  messages: ChatMessage[];
  tools: Tool[];
  toolChoice: ToolChoice | null;
  parallelToolCalls: boolean | null;
  responseFormat: ResponseFormat | null;
  maxOutputTokens: number | null;
  temperature: number | null;
  topP: number | null;
  topK: number | null;
  frequencyPenalty: number | null;
  presencePenalty: number | null;
  seed: number | null;
  stop: string[];
  choices: number;
  logprobs: boolean;
  topLogprobs: number | null;
  /** `none`, `minimal`, `low`, `medium`, `high`, `xhigh`. */
  reasoningEffort: string | null;
  stream: boolean;
  user: string | null;
}
