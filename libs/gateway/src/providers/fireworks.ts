import { developerAsSystem } from '../dialects/openai-chat/edit-body.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/** Models are `accounts/…/models/…`: https://docs.fireworks.ai/api-reference/post-chatcompletions */
export const fireworks = defineOpenAiCompatible({
  type: 'fireworks',
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  readEnvironment: keyFrom('FIREWORKS_API_KEY'),
  editBody: developerAsSystem,
});
