import { defineOpenAiCompatible } from './define-openai-compatible.js';

/**
 * The local simulation. Its base URL is the loopback address that the platform started it on, so it
 * is reached like any vendor: through the same adapter and real HTTP.
 */
export const sandbox = defineOpenAiCompatible({
  type: 'sandbox',
  baseUrl: null,
  findBaseUrl: (place) => place.base_url ?? null,
  modelList: null,
  trialModel: 'swift-mini',
});
