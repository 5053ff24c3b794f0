import { defineOpenAiCompatible } from './define-openai-compatible.js';

/** https://platform.openai.com/docs/api-reference */
export const openai = defineOpenAiCompatible({
  type: 'openai',
  baseUrl: 'https://api.openai.com/v1',
  environmentKey: 'OPENAI_API_KEY',
});
