import type { JsonObject } from '../json/json.js';

/** One embeddings request as the caller sent it: parsed once, kept as bytes for pass-through. */
export interface EmbeddingsCall {
  readonly operation: 'embeddings';
  raw: Buffer;
  /** The parsed body; do not write to it. */
  body: JsonObject;
  /** What the caller put into `model`. */
  model: string;
  user: string | null;
}
