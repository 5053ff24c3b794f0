import { isObject } from '../dialects/openai-chat/read-chat-call.js';
import { readErrorBody, readOpenAiError } from '../dialects/openai-chat/read-openai-error.js';
import { asBeforeRenaming } from '../dialects/openai-chat/edit-body.js';
import { parseErrorBody } from '../dialects/json/parse-error-body.js';
import { pathPrefix } from './build-post.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import type { UpstreamHeaders } from './provider-adapter.js';
import { accountOf } from './read-environment.js';
import type { UpstreamError } from './upstream-error.js';

/**
 * Workers AI: the account stands in the address, models begin with `@cf/`.
 * https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility
 */
export const cloudflare = defineOpenAiCompatible({
  type: 'cloudflare',
  baseUrl: null,
  requiresKey: true,
  settings: ['account'],
  findBaseUrl: ({ base_url: given, account }) => {
    if (given !== undefined) return given;
    if (account === undefined) return { missing: 'account' };
    return `https://api.cloudflare.com/client/v4/accounts/${account}/ai/v1`;
  },
  readEnvironment: (variables) => {
    const key = variables.CLOUDFLARE_API_TOKEN || variables.CLOUDFLARE_API_KEY;
    const account = variables.CLOUDFLARE_ACCOUNT_ID;
    return key && account ? accountOf({ api_key: key, account }) : null;
  },
  modelList: {
    // https://developers.cloudflare.com/api/resources/ai/subresources/models/methods/list/
    path: ({ baseUrl }) =>
      `${pathPrefix(baseUrl).replace(/\/v1$/, '')}/models/search?per_page=1000`,
    namesTargets: true,
  },
  editBody: asBeforeRenaming,
  readError: readCloudflareError,
});

/** `{"success": false, "errors": [{"code", "message"}]}`, beside OpenAI's form. */
function readCloudflareError(status: number, headers: UpstreamHeaders, raw: Buffer): UpstreamError {
  const { errors } = parseErrorBody(raw);
  const first = Array.isArray(errors) ? errors[0] : undefined;
  if (!isObject(first)) return readOpenAiError(status, headers, raw);
  return readErrorBody(status, headers, { message: first.message ?? '' });
}
