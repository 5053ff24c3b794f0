import { asBeforeRenaming } from '../dialects/openai-chat/edit-body.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/**
 * The router over inference providers, whose choice follows the model after a colon
 * (`openai/gpt-oss-120b:fastest`): https://huggingface.co/docs/inference-providers/index. It has chat
 * only; everybody may read its models.
 */
export const huggingface = defineOpenAiCompatible({
  type: 'huggingface',
  baseUrl: 'https://router.huggingface.co/v1',
  readEnvironment: keyFrom('HF_TOKEN'),
  embeddingsPath: null,
  modelList: null,
  trialModel: 'openai/gpt-oss-20b',
  lacks: { embeddings: 'https://huggingface.co/docs/inference-providers/index' },
  editBody: asBeforeRenaming,
});
