import { developerAsSystem, dropFields, editInTurn } from '../dialects/openai-chat/edit-body.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/** What it refuses with 400, and that thoughts come as `reasoning`. */
const COMPATIBILITY = 'https://inference-docs.cerebras.ai/resources/openai';

/** https://inference-docs.cerebras.ai/api-reference/chat-completions */
export const cerebras = defineOpenAiCompatible({
  type: 'cerebras',
  baseUrl: 'https://api.cerebras.ai/v1',
  readEnvironment: keyFrom('CEREBRAS_API_KEY'),
  embeddingsPath: null,
  lacks: { embeddings: COMPATIBILITY },
  editBody: editInTurn(
    developerAsSystem,
    dropFields('frequency_penalty', 'presence_penalty', 'logit_bias', 'service_tier'),
  ),
});
