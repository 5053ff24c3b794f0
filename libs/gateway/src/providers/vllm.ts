import { defineOpenAiCompatible } from './define-openai-compatible.js';

/**
 * A server of one's own; thoughts come as `reasoning`, before as `reasoning_content`:
 * https://docs.vllm.ai/en/latest/features/reasoning_outputs/
 */
export const vllm = defineOpenAiCompatible({ type: 'vllm', baseUrl: 'http://localhost:8000/v1' });
