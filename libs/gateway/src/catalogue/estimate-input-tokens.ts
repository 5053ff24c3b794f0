import type { JsonObject } from '../dialects/json/json.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';

/** English prose and JSON come to about four bytes a token: https://platform.openai.com/tokenizer */
const BYTES_PER_TOKEN = 4;
/** A photo of common size on OpenAI and Anthropic. */
const EXPECTED_IMAGE_TOKENS = 1_000;
/**
 * The dearest image there is: eight tiles on gpt-4o-mini, 2,833 + 8 × 5,667 = 48,169 tokens:
 * https://platform.openai.com/docs/guides/images-vision#calculating-costs
 */
const MAX_IMAGE_TOKENS = 50_000;
/** The longest context in the catalogue, that of Llama 4 Scout. */
const LONGEST_CONTEXT = 10_000_000;
/**
 * Parts that never come to more tokens than they have bytes; images are counted by themselves. A file
 * or a video may be an address, and pages or frames take more tokens than their compressed bytes.
 */
const BOUNDED_PARTS: ReadonlySet<unknown> = new Set([
  'text',
  'refusal',
  'input_audio',
  'image_url',
  'thinking',
  'redacted_thinking',
  'reasoning',
]);
/** What a vendor adds by itself: its tool-use system prompt, message framing. */
const FRAMING_TOKENS = 1_024;

/** A request as far as its size goes; chat and embeddings calls both are. */
export interface SizedCall {
  raw: Buffer;
  body: JsonObject;
}

/** The input tokens to expect, cheaply: for routing, rate limits and normal holds. */
export function estimateInputTokens(call: SizedCall): number {
  const { images, imageBytes } = measureParts(call.body);
  const textBytes = Math.max(0, call.raw.length - imageBytes);
  return Math.ceil(textBytes / BYTES_PER_TOKEN) + images * EXPECTED_IMAGE_TOKENS;
}

/**
 * More input tokens than any vendor can count: for strict holds. Byte-level tokenizers never make
 * a token of less than a byte, and the JSON around the text is bytes too. What the bytes do not bound
 * is bound by the context of the model.
 * @param context null: unknown
 */
export function boundInputTokens(call: SizedCall, context: number | null): number {
  const { images, imageBytes, isBounded } = measureParts(call.body);
  if (!isBounded) return context ?? LONGEST_CONTEXT;
  const textBytes = Math.max(0, call.raw.length - imageBytes);
  return textBytes + images * MAX_IMAGE_TOKENS + FRAMING_TOKENS;
}

interface MeasuredParts {
  images: number;
  /** What the images given as data take up in the body. */
  imageBytes: number;
  /** The bytes bound the tokens of everything but the images. */
  isBounded: boolean;
}

function measureParts(body: JsonObject): MeasuredParts {
  const measured: MeasuredParts = { images: 0, imageBytes: 0, isBounded: true };
  if (!Array.isArray(body.messages)) return measured;
  for (const message of body.messages) {
    if (!isObject(message)) continue;
    // An answer in sound that the vendor keeps: `audio` has only its id.
    if (isObject(message.audio)) measured.isBounded = false;
    if (!Array.isArray(message.content)) continue;
    for (const part of message.content) if (isObject(part)) measurePart(part, measured);
  }
  return measured;
}

function measurePart(part: JsonObject, measured: MeasuredParts): void {
  if (!BOUNDED_PARTS.has(part.type)) measured.isBounded = false;
  if (part.type !== 'image_url' || !isObject(part.image_url)) return;
  measured.images++;
  const { url } = part.image_url;
  if (typeof url !== 'string' || !url.startsWith('data:')) return;
  measured.imageBytes += Buffer.byteLength(url);
  // Some vendors take a document or a video in the place of an image.
  if (!url.startsWith('data:image/')) measured.isBounded = false;
}
