import type { Json, JsonObject } from '../json/json.js';
import { spliceTopLevel } from '../json/splice-top-level.js';
import type { ChatCall } from './chat-call.js';
import type { EmbeddingsCall } from './embeddings-call.js';
import { isObject } from './read-chat-call.js';

/**
 * Body fields that steer the gateway and that vendors refuse: OpenRouter's `models` and `provider`,
 * LiteLLM's `fallbacks` (CONTRACT §4 "Request controls").
 */
const CONTROL_FIELDS: ReadonlySet<string> = new Set(['models', 'provider', 'fallbacks']);
const CONTROL_FIELDS_AND_METADATA: ReadonlySet<string> = new Set([...CONTROL_FIELDS, 'metadata']);

/**
 * The caller's bytes for an upstream of the same dialect: its own model name, usage asked for on
 * every stream, control fields out. Everything else stays as it was, byte for byte.
 */
export function buildPassthroughBody(call: ChatCall | EmbeddingsCall, model: string): Buffer {
  const set: Record<string, string> = { model: JSON.stringify(model) };
  const { metadata, stream, stream_options: options } = call.body;
  if (stream === true)
    set.stream_options = isObject(options)
      ? JSON.stringify({ ...options, include_usage: true })
      : '{"include_usage":true}';
  const forwarded = metadataWithoutTags(metadata);
  if (forwarded === null)
    return spliceTopLevel(call.raw, { set, remove: CONTROL_FIELDS_AND_METADATA });
  if (forwarded !== undefined && forwarded !== metadata) set.metadata = JSON.stringify(forwarded);
  return spliceTopLevel(call.raw, { set, remove: CONTROL_FIELDS });
}

/** LiteLLM's `metadata.tags` is a list, which OpenAI refuses: it is ours, the rest is the vendor's. */
function metadataWithoutTags(metadata: Json | undefined): JsonObject | Json | undefined | null {
  if (!isObject(metadata) || !Array.isArray(metadata.tags)) return metadata;
  const { tags: _ours, ...rest } = metadata;
  return Object.keys(rest).length > 0 ? rest : null;
}
