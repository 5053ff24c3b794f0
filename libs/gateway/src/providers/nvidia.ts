import { asBeforeRenaming } from '../dialects/openai-chat/edit-body.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/** Everybody may read its models: https://docs.api.nvidia.com/nim/reference/llm-apis */
export const nvidia = defineOpenAiCompatible({
  type: 'nvidia',
  baseUrl: 'https://integrate.api.nvidia.com/v1',
  readEnvironment: keyFrom('NVIDIA_API_KEY'),
  modelList: null,
  trialModel: 'meta/llama-3.1-8b-instruct',
  editBody: asBeforeRenaming,
});
