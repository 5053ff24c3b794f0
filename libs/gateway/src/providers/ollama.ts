import { asBeforeRenaming } from '../dialects/openai-chat/edit-body.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';

/** What the surface takes: images as data only. */
const COMPATIBILITY = 'https://docs.ollama.com/api/openai-compatibility';

/** A server of one's own; thoughts come as `reasoning`. */
export const ollama = defineOpenAiCompatible({
  type: 'ollama',
  baseUrl: 'http://localhost:11434/v1',
  lacks: { image_urls: COMPATIBILITY },
  editBody: asBeforeRenaming,
});
