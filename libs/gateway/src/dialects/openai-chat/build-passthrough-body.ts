import type { Json, JsonObject } from '../json/json.js';
import { spliceTopLevel } from '../json/splice-top-level.js';
import type { ChatCall } from './chat-call.js';
import type { BodyEdits } from './edit-body.js';
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
 * @param edits what the vendor's own wire differs in; wins over the rest
 */
export function buildPassthroughBody(
  call: ChatCall | EmbeddingsCall,
  model: string,
  edits?: BodyEdits,
): Buffer {
  const set: Record<string, string> = { model: JSON.stringify(model) };
  const { metadata, stream, stream_options: options } = call.body;
  if (stream === true)
    set.stream_options = isObject(options)
      ? JSON.stringify({ ...options, include_usage: true })
      : '{"include_usage":true}';
  const forwarded = metadataWithoutTags(metadata);
  if (forwarded && forwarded !== metadata) set.metadata = JSON.stringify(forwarded);
  const remove = forwarded === null ? CONTROL_FIELDS_AND_METADATA : CONTROL_FIELDS;
  return spliceTopLevel(call.raw, { set, remove: edits ? applyEdits(edits, set, remove) : remove });
}

/** Adds the vendor's values to `set`; returns what is to be removed in all. */
function applyEdits(
  edits: BodyEdits,
  set: Record<string, string>,
  remove: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = new Set(remove);
  for (const [name, value] of Object.entries(edits)) {
    if (value !== undefined) set[name] = JSON.stringify(value);
    else {
      delete set[name];
      all.add(name);
    }
  }
  return all;
}

/** LiteLLM's `metadata.tags` is a list, which OpenAI refuses: it is ours, the rest is the vendor's. */
function metadataWithoutTags(metadata: Json | undefined): JsonObject | Json | undefined | null {
  if (!isObject(metadata) || !Array.isArray(metadata.tags)) return metadata;
  const { tags: _ours, ...rest } = metadata;
  return Object.keys(rest).length > 0 ? rest : null;
}
