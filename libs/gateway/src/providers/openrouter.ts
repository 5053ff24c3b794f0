import { pathPrefix } from './build-post.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/**
 * Thoughts come as `reasoning` with `reasoning_details`, comments keep a stream alive, an error in a
 * stream has a numeric code: https://openrouter.ai/docs/api-reference/overview. Everybody may read
 * its models; what a key is worth says `/key`: https://openrouter.ai/docs/api-reference/limits
 */
export const openrouter = defineOpenAiCompatible({
  type: 'openrouter',
  baseUrl: 'https://openrouter.ai/api/v1',
  readEnvironment: keyFrom('OPENROUTER_API_KEY'),
  modelList: { path: ({ baseUrl }) => `${pathPrefix(baseUrl)}/key`, namesTargets: false },
});
