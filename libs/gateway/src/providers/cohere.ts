import {
  dropFields,
  type EditBody,
  editInTurn,
  renameMaxTokens,
} from '../dialects/openai-chat/edit-body.js';
import type { JsonObject } from '../dialects/json/json.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/** What the surface takes and what it does not. */
const COMPATIBILITY = 'https://docs.cohere.com/docs/compatibility-api';

/** https://docs.cohere.com/docs/compatibility-api#unsupported-parameters */
const UNSUPPORTED = [
  'logit_bias',
  'metadata',
  'parallel_tool_calls',
  'service_tier',
  'store',
  'user',
];

/**
 * By its OpenAI-compatible surface: chat, tools, schemas, streams and embeddings come in the caller's
 * own form, so that bytes pass through and nothing is lost in a translation to its v2 API, whose
 * extras (documents, citations) no OpenAI caller could ask for.
 */
export const cohere = defineOpenAiCompatible({
  type: 'cohere',
  baseUrl: 'https://api.cohere.ai/compatibility/v1',
  readEnvironment: keyFrom('COHERE_API_KEY', 'CO_API_KEY'),
  modelList: null,
  trialModel: 'command-r7b-12-2024',
  lacks: { logprobs: COMPATIBILITY },
  editBody: editInTurn(renameMaxTokens, dropFields(...UNSUPPORTED), chooseEffort),
  editEmbeddings: dropFields('user'),
});

/** It thinks or it does not. */
function chooseEffort({ reasoning_effort: effort }: JsonObject): ReturnType<EditBody> {
  if (typeof effort !== 'string') return {};
  return { reasoning_effort: effort === 'none' || effort === 'minimal' ? 'none' : 'high' };
}
