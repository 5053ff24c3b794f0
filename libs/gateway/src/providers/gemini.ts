import { GenerateStream } from '../dialects/gemini/generate-stream.js';
import { readGeminiError } from '../dialects/gemini/read-gemini-error.js';
import { readGenerateAnswer } from '../dialects/gemini/read-generate-answer.js';
import { readEmbedAnswer, writeEmbedRequest } from '../dialects/gemini/translate-embeddings.js';
import { writeGenerateRequest } from '../dialects/gemini/write-generate-request.js';
import { readChatRequest } from '../dialects/openai-chat/read-chat-request.js';
import { TranslatedStream } from '../dialects/openai-chat/translated-stream.js';
import { writeChatAnswer } from '../dialects/openai-chat/write-chat-answer.js';
import { buildPost } from './build-post.js';
import type { AdapterTarget, ProviderAdapter } from './provider-adapter.js';

/** https://ai.google.dev/api/generate-content */
export const gemini: ProviderAdapter = {
  type: 'gemini',
  dialect: 'gemini',
  defaultBaseUrl: 'https://generativelanguage.googleapis.com/v1beta',
  environmentKey: 'GEMINI_API_KEY',
  requiresKey: true,
  lacks: {},
  chat: {
    buildRequest: (call, target) => {
      const method = call.stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
      const body = writeGenerateRequest(readChatRequest(call), target.model);
      return post(target, method, call.stream, body);
    },
    readAnswer: (body, call) => writeChatAnswer(readGenerateAnswer(body), call),
    openStream: (call) => new TranslatedStream(call, new GenerateStream()),
  },
  embeddings: {
    buildRequest: (call, target) =>
      post(target, 'batchEmbedContents', false, writeEmbedRequest(call, target.model)),
    readAnswer: readEmbedAnswer,
  },
  authorize: (apiKey): Record<string, string> =>
    apiKey === null ? {} : { 'x-goog-api-key': apiKey },
  readError: readGeminiError,
};

function post(target: AdapterTarget, method: string, stream: boolean, body: object) {
  const path = `/models/${encodeURIComponent(target.model)}:${method}`;
  return buildPost(target.baseUrl, path, stream, Buffer.from(JSON.stringify(body)));
}
