import { pathPrefix } from './build-post.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import type { AdapterTarget } from './provider-adapter.js';
import { accountOf } from './read-environment.js';

/**
 * `model` is the name of a deployment. Without `api_version` the v1 API is called, which takes it in
 * the body; with one the dated API, which has it in the path:
 * https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
 * https://learn.microsoft.com/azure/ai-foundry/openai/reference
 */
export const azureOpenAi = defineOpenAiCompatible({
  type: 'azure-openai',
  baseUrl: null,
  requiresKey: true,
  settings: ['api_version'],
  findBaseUrl: ({ base_url: given, api_version: version }) => {
    if (given === undefined) return { missing: 'base_url' };
    const resource = given.replace(/\/+$/, '').replace(/\/openai(\/v1)?$/, '');
    return version === undefined ? `${resource}/openai/v1` : `${resource}/openai`;
  },
  readEnvironment: (variables) =>
    variables.AZURE_OPENAI_API_KEY && variables.AZURE_OPENAI_ENDPOINT
      ? accountOf({
          api_key: variables.AZURE_OPENAI_API_KEY,
          base_url: variables.AZURE_OPENAI_ENDPOINT,
          api_version: variables.AZURE_OPENAI_API_VERSION || variables.OPENAI_API_VERSION,
        })
      : null,
  chatPath: (target) => pathOf(target, 'chat/completions'),
  embeddingsPath: (target) => pathOf(target, 'embeddings'),
  modelList: {
    path: ({ baseUrl, apiVersion }) =>
      `${pathPrefix(baseUrl)}/models${apiVersion === null ? '' : `?api-version=${apiVersion}`}`,
    namesTargets: false,
  },
  authorize: (apiKey): Record<string, string> => (apiKey === null ? {} : { 'api-key': apiKey }),
});

function pathOf({ apiVersion, model }: AdapterTarget, operation: string): string {
  if (apiVersion === null) return `/${operation}`;
  return `/deployments/${encodeURIComponent(model)}/${operation}?api-version=${apiVersion}`;
}
