import { asBeforeRenaming, type EditBody, editInTurn } from '../dialects/openai-chat/edit-body.js';
import type { JsonObject } from '../dialects/json/json.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/**
 * Thoughts come as `reasoning_content`, cached tokens as `prompt_cache_hit_tokens`, overload within
 * an answer as the finish reason `insufficient_system_resource`:
 * https://api-docs.deepseek.com/api/create-chat-completion
 */
export const deepseek = defineOpenAiCompatible({
  type: 'deepseek',
  baseUrl: 'https://api.deepseek.com',
  readEnvironment: keyFrom('DEEPSEEK_API_KEY'),
  embeddingsPath: null,
  lacks: {
    embeddings: 'https://api-docs.deepseek.com/api/deepseek-api',
    json_schema: 'https://api-docs.deepseek.com/guides/json_mode',
  },
  editBody: editInTurn(asBeforeRenaming, turnThinking),
});

/** Thinks unless told otherwise, and has a switch of its own for "not at all". */
function turnThinking({ reasoning_effort: effort }: JsonObject): ReturnType<EditBody> {
  if (effort !== 'none') return {};
  return { reasoning_effort: undefined, thinking: { type: 'disabled' } };
}
