import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/** https://platform.openai.com/docs/api-reference */
export const openai = defineOpenAiCompatible({
  type: 'openai',
  baseUrl: 'https://api.openai.com/v1',
  readEnvironment: keyFrom('OPENAI_API_KEY'),
});
