import type { Capability, ProviderType } from '@weighbridge/contracts/config/provider';
import { buildPassthroughBody } from '../dialects/openai-chat/build-passthrough-body.js';
import { PassthroughStream } from '../dialects/openai-chat/passthrough-stream.js';
import { readOpenAiError } from '../dialects/openai-chat/read-openai-error.js';
import {
  readPassthroughAnswer,
  readPassthroughEmbeddings,
} from '../dialects/openai-chat/read-passthrough-answer.js';
import type { AdapterTarget, ProviderAdapter, UpstreamRequest } from './provider-adapter.js';

/** What one OpenAI-compatible vendor has of its own. */
export interface OpenAiCompatibleVendor {
  type: ProviderType;
  /** Null: the configuration must name one. */
  baseUrl: string | null;
  environmentKey: string | null;
  requiresKey?: boolean;
  chatPath?: string;
  /** Null: the vendor has no embeddings. */
  embeddingsPath?: string | null;
  /** What the vendor cannot do at all, with the page that says so. */
  lacks?: Partial<Record<Capability, string>>;
}

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' };
const STREAM_HEADERS = { 'content-type': 'application/json', accept: 'text/event-stream' };

/** An adapter for a vendor that speaks OpenAI's dialect: bytes pass through on both ways. */
export function defineOpenAiCompatible(vendor: OpenAiCompatibleVendor): ProviderAdapter {
  const chatPath = vendor.chatPath ?? '/chat/completions';
  const embeddingsPath =
    vendor.embeddingsPath === undefined ? '/embeddings' : vendor.embeddingsPath;
  return {
    type: vendor.type,
    defaultBaseUrl: vendor.baseUrl,
    environmentKey: vendor.environmentKey,
    requiresKey: vendor.requiresKey ?? vendor.environmentKey !== null,
    lacks: vendor.lacks ?? {},
    chat: {
      buildRequest: (call, target) =>
        buildPost(target, chatPath, call.stream, buildPassthroughBody(call, target.model)),
      readAnswer: readPassthroughAnswer,
      openStream: (call) => new PassthroughStream(call.includeUsage),
    },
    embeddings:
      embeddingsPath === null
        ? null
        : {
            buildRequest: (call, target) =>
              buildPost(target, embeddingsPath, false, buildPassthroughBody(call, target.model)),
            readAnswer: readPassthroughEmbeddings,
          },
    authorize: bearer,
    readError: readOpenAiError,
  };
}

function bearer(apiKey: string | null): Record<string, string> {
  return apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
}

/** A JSON request below the path of the target's base URL. */
export function buildPost(
  target: AdapterTarget,
  path: string,
  stream: boolean,
  body: Buffer,
): UpstreamRequest {
  return {
    method: 'POST',
    path: pathPrefix(target.baseUrl) + path,
    headers: stream ? STREAM_HEADERS : JSON_HEADERS,
    body,
  };
}

/** Behind `https://host`; base URLs have been checked when the configuration was read. */
function pathPrefix(baseUrl: string): string {
  const slash = baseUrl.indexOf('/', baseUrl.indexOf('://') + 3);
  return slash < 0 ? '' : baseUrl.slice(slash);
}
