import { asBeforeRenaming } from '../dialects/openai-chat/edit-body.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';

/** A server of one's own; the page lists the fields it takes. */
const REFERENCE = 'https://lmstudio.ai/docs/developer/openai-compat/chat-completions';

export const lmstudio = defineOpenAiCompatible({
  type: 'lmstudio',
  baseUrl: 'http://localhost:1234/v1',
  lacks: { logprobs: REFERENCE },
  editBody: asBeforeRenaming,
});
