import type { VendorPlace } from '@weighbridge/contracts/config/vendor-facts';
import { ConverseStream } from '../dialects/bedrock-converse/converse-stream.js';
import { EventStreamSplitter } from '../dialects/bedrock-converse/event-stream-splitter.js';
import { readConverseAnswer } from '../dialects/bedrock-converse/read-converse-answer.js';
import { readConverseError } from '../dialects/bedrock-converse/read-converse-error.js';
import {
  readInvokeEmbeddings,
  writeInvokeEmbeddings,
} from '../dialects/bedrock-converse/translate-invoke-embeddings.js';
import { writeConverseRequest } from '../dialects/bedrock-converse/write-converse-request.js';
import { readChatRequest } from '../dialects/openai-chat/read-chat-request.js';
import { TranslatedStream } from '../dialects/openai-chat/translated-stream.js';
import { writeChatAnswer } from '../dialects/openai-chat/write-chat-answer.js';
import { buildPost } from './build-post.js';
import type { ProviderAdapter } from './provider-adapter.js';
import { accountOf } from './read-environment.js';
import { type AwsKeys, signAwsRequest } from './signing/sign-aws-request.js';

const STREAM_TYPE = 'application/vnd.amazon.eventstream';
/** `ID:SECRET`, and a session token behind temporary ones; a Bedrock API key has no such form. */
const STATIC_KEYS = /^((?:AKIA|ASIA)[A-Z0-9]{12,124}):([A-Za-z0-9/+=]{20,})(?::(\S+))?$/;
/** What the AWS tools take when nobody says: the region that has every model. */
const USUAL_REGION = 'us-east-1';
const CONVERSE =
  'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html';

/**
 * By the Converse API, one form for every model of it:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html
 * The key is `ID:SECRET[:SESSION_TOKEN]`, which signs each request, or a Bedrock API key, which is
 * sent: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-use.html
 */
export const bedrock: ProviderAdapter = {
  type: 'bedrock',
  dialect: 'bedrock-converse',
  requiresKey: true,
  settings: ['location'],
  findBaseUrl(place) {
    const region = regionOf(place);
    if (region === null) return { missing: 'location' };
    return place.base_url ?? `https://bedrock-runtime.${region}.amazonaws.com`;
  },
  readEnvironment: (variables) => {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = variables;
    const session = variables.AWS_SESSION_TOKEN;
    const keys = id && secret ? [id, secret, ...(session ? [session] : [])].join(':') : undefined;
    const key = variables.AWS_BEARER_TOKEN_BEDROCK || keys;
    if (!key) return null;
    const region = variables.AWS_REGION || variables.AWS_DEFAULT_REGION || USUAL_REGION;
    return accountOf({ api_key: key, location: region });
  },
  // It lies at another host, which signs and answers apart from this one.
  modelList: null,
  trialModel: 'amazon.nova-micro-v1:0',
  lacks: {
    logprobs: CONVERSE,
    audio: CONVERSE,
    image_urls:
      'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ImageSource.html',
  },
  chat: {
    buildRequest(call, target) {
      const body = writeConverseRequest(readChatRequest(call), target);
      const method = call.stream ? 'converse-stream' : 'converse';
      const path = `/model/${encodeURIComponent(target.model)}/${method}`;
      const post = buildPost(target.baseUrl, path, false, Buffer.from(JSON.stringify(body)));
      return call.stream ? { ...post, headers: { ...post.headers, accept: STREAM_TYPE } } : post;
    },
    readAnswer: (body, call) => writeChatAnswer(readConverseAnswer(body), call),
    openStream: (call) =>
      new TranslatedStream(call, new ConverseStream(), new EventStreamSplitter()),
  },
  embeddings: {
    buildRequest(call, target) {
      const body = writeInvokeEmbeddings(call, target.model);
      const path = `/model/${encodeURIComponent(target.model)}/invoke`;
      return buildPost(target.baseUrl, path, false, Buffer.from(JSON.stringify(body)));
    },
    readAnswer: readInvokeEmbeddings,
  },
  authorize: (apiKey): Record<string, string> =>
    apiKey === null || readKeys(apiKey) !== null ? {} : { authorization: `Bearer ${apiKey}` },
  createSigner(apiKey, place) {
    const keys = apiKey === null ? null : readKeys(apiKey);
    if (keys === null) return null;
    const scope = { region: regionOf(place) ?? USUAL_REGION, service: 'bedrock' };
    return {
      sign: async (request, { now }) => ({
        ok: true,
        headers: await signAwsRequest(request, keys, scope, now()),
      }),
      forget: () => undefined,
    };
  },
  readError: readConverseError,
};

/** `location`, else the one in the host's name: a private endpoint has it there as well. */
function regionOf({ location, base_url: given }: VendorPlace): string | null {
  if (location !== undefined) return location;
  const host = given === undefined ? '' : new URL(given).hostname;
  return /bedrock-runtime(?:-fips)?\.([a-z0-9-]+)\./.exec(host)?.[1] ?? null;
}

function readKeys(apiKey: string): AwsKeys | null {
  const [, accessKeyId, secretAccessKey, sessionToken] = STATIC_KEYS.exec(apiKey) ?? [];
  if (accessKeyId === undefined || secretAccessKey === undefined) return null;
  return { accessKeyId, secretAccessKey, sessionToken };
}
