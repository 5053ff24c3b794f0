import type { VendorFacts } from '@weighbridge/contracts/config/vendor-facts';
import { buildPassthroughBody } from '../dialects/openai-chat/build-passthrough-body.js';
import type { EditBody } from '../dialects/openai-chat/edit-body.js';
import { PassthroughStream } from '../dialects/openai-chat/passthrough-stream.js';
import { readOpenAiError } from '../dialects/openai-chat/read-openai-error.js';
import {
  readPassthroughAnswer,
  readPassthroughEmbeddings,
} from '../dialects/openai-chat/read-passthrough-answer.js';
import { type AnswerShape, USUAL_SHAPE } from '../dialects/openai-chat/reshape-answer.js';
import { buildPost, pathPrefix } from './build-post.js';
import type { AdapterTarget, ModelList, ProviderAdapter } from './provider-adapter.js';
import { neverFromEnvironment } from './read-environment.js';
import { refuseLacking } from './refuse-lacking.js';

/** What one OpenAI-compatible vendor has of its own; whatever is left out is as OpenAI has it. */
export interface OpenAiCompatibleVendor
  extends Partial<Pick<ProviderAdapter, 'requiresKey' | 'lacks' | 'authorize' | 'readError'>>,
    Partial<Pick<VendorFacts, 'settings' | 'findBaseUrl' | 'readEnvironment'>> {
  type: VendorFacts['type'];
  /** Null: the configuration must name one. */
  baseUrl: string | null;
  /** Below the base URL. */
  chatPath?: (target: AdapterTarget) => string;
  /** Null: the vendor has no embeddings. */
  embeddingsPath?: ((target: AdapterTarget) => string) | null;
  /** Null: the vendor has no list, or shows it to everybody. */
  modelList?: ModelList | null;
  trialModel?: string;
  /** What chat requests differ in. */
  editBody?: EditBody;
  /** What embeddings requests differ in. */
  editEmbeddings?: EditBody;
  /** What answers differ in. */
  answerShape?: AnswerShape;
}

/** `GET /models` below the base URL, which names what `model` takes. */
export const USUAL_MODEL_LIST: ModelList = {
  path: ({ baseUrl }) => `${pathPrefix(baseUrl)}/models`,
  namesTargets: true,
};

/** An adapter for a vendor that speaks OpenAI's dialect: bytes pass through on both ways. */
export function defineOpenAiCompatible(vendor: OpenAiCompatibleVendor): ProviderAdapter {
  const { type, baseUrl, editBody, answerShape = USUAL_SHAPE, lacks = {} } = vendor;
  const chatPath = vendor.chatPath ?? (() => '/chat/completions');
  const embeddingsPath =
    vendor.embeddingsPath === undefined ? () => '/embeddings' : vendor.embeddingsPath;
  return {
    type,
    dialect: 'openai-chat',
    requiresKey: vendor.requiresKey ?? vendor.readEnvironment !== undefined,
    settings: vendor.settings ?? [],
    findBaseUrl:
      vendor.findBaseUrl ?? ((place) => place.base_url ?? baseUrl ?? { missing: 'base_url' }),
    readEnvironment: vendor.readEnvironment ?? neverFromEnvironment,
    lacks,
    modelList: vendor.modelList === undefined ? USUAL_MODEL_LIST : vendor.modelList,
    trialModel: vendor.trialModel ?? null,
    chat: {
      buildRequest(call, target) {
        refuseLacking(call, { type, lacks });
        const body = buildPassthroughBody(call, target.model, editBody?.(call.body, target.model));
        return buildPost(target.baseUrl, chatPath(target), call.stream, body);
      },
      readAnswer: (body) => readPassthroughAnswer(body, answerShape),
      openStream: (call) => new PassthroughStream(call.includeUsage, answerShape),
    },
    embeddings:
      embeddingsPath === null
        ? null
        : {
            buildRequest: (call, target) =>
              buildPost(
                target.baseUrl,
                embeddingsPath(target),
                false,
                buildPassthroughBody(
                  call,
                  target.model,
                  vendor.editEmbeddings?.(call.body, target.model),
                ),
              ),
            readAnswer: readPassthroughEmbeddings,
          },
    authorize: vendor.authorize ?? bearer,
    readError: vendor.readError ?? readOpenAiError,
  };
}

function bearer(apiKey: string | null): Record<string, string> {
  return apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
}
