import { defineOpenAiCompatible } from './define-openai-compatible.js';

/** Any server that speaks OpenAI's dialect: llama.cpp, a proxy. Its `base_url` is configured. */
export const openaiCompatible = defineOpenAiCompatible({
  type: 'openai-compatible',
  baseUrl: null,
});
