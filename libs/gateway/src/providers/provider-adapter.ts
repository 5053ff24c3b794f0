/**
 * What the request path knows of a vendor: pure functions over bytes, prepared once per target.
 * No function here does I/O. The order of calls for one chat completion:
 *
 * ```ts
 * const call = readChatCall(rawBody);                         // dialects/openai-chat/read-chat-call
 * const adapter = findAdapter(provider.type);                 // providers/registry, at snapshot build
 * const target = { model, baseUrl, apiVersion, maxOutputTokens };   // prepared at snapshot build
 * const headers = adapter.authorize(apiKey);                  // prepared once per provider key
 * const signer = adapter.createSigner?.(apiKey, place);       // likewise; null: the headers are all
 *
 * const request = adapter.chat.buildRequest(call, target);    // per attempt: path, headers, body
 * // … our client sends it …
 * if (status >= 400) throw adapter.readError(status, responseHeaders, body);   // an UpstreamError
 *
 * // not streamed:
 * const answer = adapter.chat.readAnswer(body, call);         // bytes for the caller, usage, finish
 *
 * // streamed:
 * const stream = adapter.chat.openStream(call);
 * for (const event of stream.read(chunk)) { … }               // per chunk; throws UpstreamError
 * stream.end();                                               // at EOF; then, if stream.isComplete():
 * caller.end(stream.renderTrailer(costUsd, estimate));        // usage chunk (if asked for) + [DONE]
 * ```
 *
 * `renderTrailer` holds everything after the last output, so that the record can be written before
 * the last byte leaves. A stream that is not complete at EOF was cut: it must not end cleanly.
 */
import type { Capability } from '@weighbridge/contracts/config/provider';
import type { VendorFacts, VendorPlace } from '@weighbridge/contracts/config/vendor-facts';
import type { FinishReason } from '../dialects/canonical/finish-reason.js';
import type { Usage } from '../dialects/canonical/usage.js';
import type { ChatCall } from '../dialects/openai-chat/chat-call.js';
import type { EmbeddingsCall } from '../dialects/openai-chat/embeddings-call.js';
import type { RequestSigner } from './request-signer.js';
import type { UpstreamError } from './upstream-error.js';

/** Node's response headers: lower-case names. */
export type UpstreamHeaders = Record<string, string | string[] | undefined>;

/** Where a provider is; prepared when the snapshot is built. */
export interface AdapterPlace {
  /** Without a trailing slash; its path is the prefix of every request path. */
  baseUrl: string;
  /** `api_version` of the configuration; null: not said. */
  apiVersion: string | null;
}

/** Where an attempt goes; prepared when the snapshot is built. */
export interface AdapterTarget extends AdapterPlace {
  /** The upstream's own model name. */
  model: string;
  /** The model's output maximum; null: unknown. */
  maxOutputTokens: number | null;
}

export interface UpstreamRequest {
  method: 'POST';
  /** Path and query below the origin of `baseUrl`. */
  path: string;
  /** Without authorization; shared between requests: do not write to it. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** A whole answer, ready for an OpenAI-dialect caller. */
export interface ChatAnswer {
  body: Buffer;
  /** Null: the vendor did not say. */
  usage: Usage | null;
  finishReason: FinishReason | null;
  /** The vendor's name of what answered. */
  model: string | null;
  /** The text of the first choice. */
  text: string;
}

/** One server-sent event of the vendor, as the caller shall see it. */
export interface ChatStreamEvent {
  /** To be forwarded, in order; null: nothing for the caller. */
  bytes: Buffer | null;
  /** Text, reasoning, refusal or a part of a tool call: from here on there is no failover. */
  hasOutput: boolean;
  /** Text of the first choice in this event. */
  textDelta: string;
  /** Characters of all that is billed as output in this event, of every choice. */
  outputLength: number;
  /** The vendor failed after status 200: nothing after this event counts. */
  error: UpstreamError | null;
}

export interface ChatStream {
  /**
   * Reads the next bytes, split anywhere.
   * @throws UpstreamError `invalid` when they are not what the vendor's dialect allows
   */
  read(chunk: Buffer): ChatStreamEvent[];
  /** Says that the vendor closed the stream; a last unterminated event may come out. */
  end(): ChatStreamEvent[];
  /** Every choice has a finish reason and no error came: the answer is whole. */
  isComplete(): boolean;
  /**
   * The end of a complete stream: the usage chunk with `usage.cost` if the caller asked, `[DONE]`.
   * @param estimate of the usage, where the vendor tells none
   */
  renderTrailer(costUsd: string | null, estimate?: Usage | null): Buffer;
  readonly usage: Usage | null;
  readonly finishReason: FinishReason | null;
  readonly model: string | null;
}

export interface ChatAdapter {
  /** @throws ApiError 400 naming the field that this vendor cannot honour */
  buildRequest(call: ChatCall, target: AdapterTarget): UpstreamRequest;
  /** @throws UpstreamError `invalid` when the body is not an answer */
  readAnswer(body: Buffer, call: ChatCall): ChatAnswer;
  openStream(call: ChatCall): ChatStream;
}

export interface EmbeddingsAnswer {
  body: Buffer;
  usage: Usage | null;
  model: string | null;
}

export interface EmbeddingsAdapter {
  /** @throws ApiError 400 naming the field that this vendor cannot honour */
  buildRequest(call: EmbeddingsCall, target: AdapterTarget): UpstreamRequest;
  /** @throws UpstreamError `invalid` when the body is not an answer */
  readAnswer(body: Buffer, call: EmbeddingsCall): EmbeddingsAnswer;
}

/** The wire format a provider speaks; the first is the callers' own and passes through. */
export type UpstreamDialect = 'openai-chat' | 'anthropic-messages' | 'gemini' | 'bedrock-converse';

/** A list of models that only a valid key can read: the cheapest way to try an account. */
export interface ModelList {
  /** Path and query below the origin. */
  path(place: AdapterPlace): string;
  /** True where the list names what `model` takes; false where deployments have names of their own. */
  readonly namesTargets: boolean;
}

export interface ProviderAdapter extends VendorFacts {
  readonly dialect: UpstreamDialect;
  /** What the vendor cannot do at all, with the page that says so. */
  readonly lacks: Readonly<Partial<Record<Capability | 'image_urls', string>>>;
  /** Null: the vendor has none, or shows it to everybody. */
  readonly modelList: ModelList | null;
  /** A cheap model that every account may call, for vendors without such a list; null: unknown. */
  readonly trialModel: string | null;
  readonly chat: ChatAdapter;
  readonly embeddings: EmbeddingsAdapter | null;
  /** Headers that carry the key; prepared once per key. */
  authorize(apiKey: string | null): Readonly<Record<string, string>>;
  /**
   * For keys that are not sent but sign each request, or are exchanged for a token first.
   * @returns null: this key travels in the headers of `authorize`
   * @throws TypeError when the key cannot be read; its message does not hold the key
   */
  createSigner?(apiKey: string | null, place: VendorPlace): RequestSigner | null;
  /** Reads an answer with an error status; never throws. */
  readError(status: number, headers: UpstreamHeaders, body: Buffer): UpstreamError;
}
