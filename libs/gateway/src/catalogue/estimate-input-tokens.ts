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
/** What a vendor adds by itself: its tool-use system prompt, message framing. */
const FRAMING_TOKENS = 1_024;

/** A request as far as its size goes; chat and embeddings calls both are. */
export interface SizedCall {
  raw: Buffer;
  body: JsonObject;
}

/** The input tokens to expect, cheaply: for routing, rate limits and normal holds. */
export function estimateInputTokens(call: SizedCall): number {
  const images = measureImages(call.body);
  const textBytes = Math.max(0, call.raw.length - images.bytes);
  return Math.ceil(textBytes / BYTES_PER_TOKEN) + images.count * EXPECTED_IMAGE_TOKENS;
}

/**
 * More input tokens than any vendor can count: for strict holds. Byte-level tokenizers never make
 * a token of less than a byte, and the JSON around the text is bytes too.
 */
export function boundInputTokens(call: SizedCall): number {
  const images = measureImages(call.body);
  const textBytes = Math.max(0, call.raw.length - images.bytes);
  return textBytes + images.count * MAX_IMAGE_TOKENS + FRAMING_TOKENS;
}

/** Images of the messages and the bytes that those given as data take up in the body. */
function measureImages(body: JsonObject): { count: number; bytes: number } {
  let count = 0;
  let bytes = 0;
  if (!Array.isArray(body.messages)) return { count, bytes };
  for (const message of body.messages) {
    if (!isObject(message) || !Array.isArray(message.content)) continue;
    for (const part of message.content) {
      if (!isObject(part) || part.type !== 'image_url' || !isObject(part.image_url)) continue;
      count++;
      const { url } = part.image_url;
      if (typeof url === 'string' && url.startsWith('data:')) bytes += Buffer.byteLength(url);
    }
  }
  return { count, bytes };
}
