export interface TextPart {
  type: 'text';
  text: string;
}

/** An image by address or as base64 data; exactly one of `url` and `data` is set. */
export interface ImagePart {
  type: 'image';
  url: string | null;
  /** Base64 without the `data:` prefix. */
  data: string | null;
  mediaType: string | null;
  detail: string | null;
}

/** What a model thought, with the vendor's signature that lets it be sent back. */
export interface ReasoningPart {
  type: 'reasoning';
  text: string;
  signature: string | null;
  /** Thoughts that the vendor shows only encrypted. */
  redacted: boolean;
}

export interface ToolCallPart {
  type: 'tool-call';
  id: string;
  name: string;
  /** The arguments as JSON text, as the model wrote them. */
  arguments: string;
  /** Gemini's opaque thought signature of this call. */
  signature: string | null;
}

export interface ToolResultPart {
  type: 'tool-result';
  toolCallId: string;
  content: (TextPart | ImagePart)[];
}

export type UserPart = TextPart | ImagePart;
export type AssistantPart = TextPart | ReasoningPart | ToolCallPart;

export type ChatMessage =
  | { role: 'system'; content: TextPart[] }
  | { role: 'user'; content: UserPart[] }
  | { role: 'assistant'; content: AssistantPart[] }
  | { role: 'tool'; content: ToolResultPart[] };
