import type { Capability, ProviderType } from '@weighbridge/contracts/config/provider';
import { buildPassthroughBody } from '../dialects/openai-chat/build-passthrough-body.js';
import { PassthroughStream } from '../dialects/openai-chat/passthrough-stream.js';
import { readOpenAiError } from '../dialects/openai-chat/read-openai-error.js';
import {
  readPassthroughAnswer,
  readPassthroughEmbeddings,
} from '../dialects/openai-chat/read-passthrough-answer.js';
import { buildPost } from './build-post.js';
import type { ProviderAdapter } from './provider-adapter.js';

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

/** An adapter for a vendor that speaks OpenAI's dialect: bytes pass through on both ways. */
export function defineOpenAiCompatible(vendor: OpenAiCompatibleVendor): ProviderAdapter {
  const chatPath = vendor.chatPath ?? '/chat/completions';
  const embeddingsPath =
    vendor.embeddingsPath === undefined ? '/embeddings' : vendor.embeddingsPath;
  return {
    type: vendor.type,
    dialect: 'openai-chat',
    defaultBaseUrl: vendor.baseUrl,
    environmentKey: vendor.environmentKey,
    requiresKey: vendor.requiresKey ?? vendor.environmentKey !== null,
    lacks: vendor.lacks ?? {},
    chat: {
      buildRequest: (call, target) =>
        buildPost(target.baseUrl, chatPath, call.stream, buildPassthroughBody(call, target.model)),
      readAnswer: readPassthroughAnswer,
      openStream: (call) => new PassthroughStream(call.includeUsage),
    },
    embeddings:
      embeddingsPath === null
        ? null
        : {
            buildRequest: (call, target) =>
              buildPost(
                target.baseUrl,
                embeddingsPath,
                false,
                buildPassthroughBody(call, target.model),
              ),
            readAnswer: readPassthroughEmbeddings,
          },
    authorize: bearer,
    readError: readOpenAiError,
  };
}

function bearer(apiKey: string | null): Record<string, string> {
  return apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
}
