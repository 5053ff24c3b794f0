import { GenerateStream } from '../dialects/gemini/generate-stream.js';
import { readGeminiError } from '../dialects/gemini/read-gemini-error.js';
import { readGenerateAnswer } from '../dialects/gemini/read-generate-answer.js';
import { readEmbedAnswer, writeEmbedRequest } from '../dialects/gemini/translate-embeddings.js';
import { writeGenerateRequest } from '../dialects/gemini/write-generate-request.js';
import type { ChatCall } from '../dialects/openai-chat/chat-call.js';
import { readChatRequest } from '../dialects/openai-chat/read-chat-request.js';
import { TranslatedStream } from '../dialects/openai-chat/translated-stream.js';
import { writeChatAnswer } from '../dialects/openai-chat/write-chat-answer.js';
import { buildPost, pathPrefix } from './build-post.js';
import type { AdapterTarget, ProviderAdapter, UpstreamRequest } from './provider-adapter.js';
import { keyFrom } from './read-environment.js';

/** https://ai.google.dev/api/generate-content */
export const gemini: ProviderAdapter = {
  type: 'gemini',
  dialect: 'gemini',
  requiresKey: true,
  settings: [],
  findBaseUrl: (place) => place.base_url ?? 'https://generativelanguage.googleapis.com/v1beta',
  readEnvironment: keyFrom('GEMINI_API_KEY', 'GOOGLE_API_KEY'),
  modelList: {
    path: ({ baseUrl }) => `${pathPrefix(baseUrl)}/models?pageSize=1000`,
    namesTargets: true,
  },
  trialModel: null,
  lacks: {},
  chat: {
    buildRequest: (call, target) => postGenerate(call, target, '/models'),
    readAnswer: (body, call) => writeChatAnswer(readGenerateAnswer(body), call),
    openStream: (call) => new TranslatedStream(call, new GenerateStream()),
  },
  embeddings: {
    buildRequest: (call, target) =>
      postToModel(target, '/models', 'batchEmbedContents', writeEmbedRequest(call, target.model)),
    readAnswer: readEmbedAnswer,
  },
  authorize: (apiKey): Record<string, string> =>
    apiKey === null ? {} : { 'x-goog-api-key': apiKey },
  readError: readGeminiError,
};

/** A chat request to a model below `folder`, which is where Google's endpoints differ. */
export function postGenerate(
  call: ChatCall,
  target: AdapterTarget,
  folder: string,
): UpstreamRequest {
  const method = call.stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
  const body = writeGenerateRequest(readChatRequest(call), target.model);
  return postToModel(target, folder, method, body, call.stream);
}

/** A request to one method of a model. */
export function postToModel(
  target: AdapterTarget,
  folder: string,
  method: string,
  body: object,
  stream = false,
): UpstreamRequest {
  const path = `${folder}/${encodeURIComponent(target.model)}:${method}`;
  return buildPost(target.baseUrl, path, stream, Buffer.from(JSON.stringify(body)));
}
