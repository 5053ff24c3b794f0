import { MessagesStream } from '../dialects/anthropic-messages/messages-stream.js';
import { readAnthropicError } from '../dialects/anthropic-messages/read-anthropic-error.js';
import { readMessagesAnswer } from '../dialects/anthropic-messages/read-messages-answer.js';
import { writeMessagesRequest } from '../dialects/anthropic-messages/write-messages-request.js';
import { readChatRequest } from '../dialects/openai-chat/read-chat-request.js';
import { TranslatedStream } from '../dialects/openai-chat/translated-stream.js';
import { writeChatAnswer } from '../dialects/openai-chat/write-chat-answer.js';
import { buildPost, pathPrefix } from './build-post.js';
import type { ProviderAdapter } from './provider-adapter.js';
import { keyFrom } from './read-environment.js';

/** https://docs.claude.com/en/api/versioning */
const API_VERSION = '2023-06-01';

/** https://docs.claude.com/en/api/messages */
export const anthropic: ProviderAdapter = {
  type: 'anthropic',
  dialect: 'anthropic-messages',
  requiresKey: true,
  settings: [],
  findBaseUrl: (place) => place.base_url ?? 'https://api.anthropic.com/v1',
  readEnvironment: keyFrom('ANTHROPIC_API_KEY'),
  modelList: {
    path: ({ baseUrl }) => `${pathPrefix(baseUrl)}${pathOf(baseUrl, 'models')}`,
    namesTargets: true,
  },
  trialModel: null,
  lacks: {
    embeddings: 'https://docs.claude.com/en/docs/build-with-claude/embeddings',
    logprobs: 'https://docs.claude.com/en/api/openai-sdk',
    audio: 'https://docs.claude.com/en/api/openai-sdk',
    video: 'https://docs.claude.com/en/api/openai-sdk',
  },
  chat: {
    buildRequest: (call, target) => {
      const body = writeMessagesRequest(readChatRequest(call), target);
      return buildPost(
        target.baseUrl,
        pathOf(target.baseUrl, 'messages'),
        call.stream,
        Buffer.from(JSON.stringify(body)),
      );
    },
    readAnswer: (body, call) => writeChatAnswer(readMessagesAnswer(body), call),
    openStream: (call) => new TranslatedStream(call, new MessagesStream()),
  },
  embeddings: null,
  authorize: (apiKey): Record<string, string> => ({
    'anthropic-version': API_VERSION,
    ...(apiKey !== null && { 'x-api-key': apiKey }),
  }),
  readError: readAnthropicError,
};

/** Anthropic's own SDKs want the base URL without `/v1`; both forms are understood. */
function pathOf(baseUrl: string, resource: string): string {
  return /\/v\d+\/?$/.test(baseUrl) ? `/${resource}` : `/v1/${resource}`;
}
