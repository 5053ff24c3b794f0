import {
  readPredictAnswer,
  writePredictRequest,
} from '../dialects/gemini/translate-predictions.js';
import { parseErrorBody } from '../dialects/json/parse-error-body.js';
import { TranslatedStream } from '../dialects/openai-chat/translated-stream.js';
import { gemini, postGenerate, postToModel } from './gemini.js';
import type { ProviderAdapter } from './provider-adapter.js';
import { accountOf } from './read-environment.js';
import {
  isClaude,
  postClaude,
  readVertexAnswer,
  readVertexError,
  VertexStream,
} from './vertex-claude.js';
import { createGoogleSigner, isServiceAccount } from './signing/grant-google-token.js';

/** Serves every model from wherever there is room: https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations */
const GLOBAL = 'global';
const MODELS = '/publishers/google/models';

/**
 * Gemini's bodies at Vertex AI's addresses:
 * https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
 * Models of Anthropic's are called as Anthropic's, see `vertex-claude.ts`.
 * The key is the JSON of a service account, exchanged for tokens that live an hour, or an access
 * token that somebody else keeps fresh.
 */
export const vertex: ProviderAdapter = {
  ...gemini,
  type: 'vertex',
  settings: ['project', 'location'],
  findBaseUrl({ base_url: given, project, location = GLOBAL }) {
    if (project === undefined) return { missing: 'project' };
    const host = location === GLOBAL ? '' : `${location}-`;
    const root = given ?? `https://${host}aiplatform.googleapis.com/v1`;
    return `${root.replace(/\/+$/, '')}/projects/${project}/locations/${location}`;
  },
  readEnvironment(variables) {
    const key = variables.VERTEX_CREDENTIALS;
    if (!key) return null;
    const named = parseErrorBody(Buffer.from(key)).project_id;
    const project = variables.GOOGLE_CLOUD_PROJECT || (typeof named === 'string' ? named : '');
    if (!project) return null;
    return accountOf({ api_key: key, project, location: variables.GOOGLE_CLOUD_LOCATION });
  },
  // Its list of publisher models is no list of what a project may call.
  modelList: null,
  trialModel: 'gemini-2.5-flash-lite',
  chat: {
    buildRequest: (call, target) =>
      isClaude(target.model) ? postClaude(call, target) : postGenerate(call, target, MODELS),
    readAnswer: readVertexAnswer,
    openStream: (call) => new TranslatedStream(call, new VertexStream()),
  },
  embeddings: {
    buildRequest: (call, target) =>
      postToModel(target, MODELS, 'predict', writePredictRequest(call)),
    readAnswer: readPredictAnswer,
  },
  authorize: (apiKey): Record<string, string> =>
    apiKey === null || isServiceAccount(apiKey) ? {} : { authorization: `Bearer ${apiKey}` },
  createSigner: (apiKey) =>
    apiKey !== null && isServiceAccount(apiKey) ? createGoogleSigner(apiKey) : null,
  readError: readVertexError,
};
