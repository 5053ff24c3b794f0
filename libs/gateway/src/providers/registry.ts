import { anthropic } from './anthropic.js';
import { gemini } from './gemini.js';
import { openai } from './openai.js';
import { openaiCompatible } from './openai-compatible.js';
import type { ProviderAdapter } from './provider-adapter.js';
import { sandbox } from './sandbox.js';

/** Every provider that is built: one line each. */
export const PROVIDER_ADAPTERS: readonly ProviderAdapter[] = [
  openai,
  anthropic,
  gemini,
  openaiCompatible,
  sandbox,
];

const BY_TYPE = new Map(PROVIDER_ADAPTERS.map((adapter) => [adapter.type as string, adapter]));

/** The adapter of a provider type; null when that type is not built. */
export function findAdapter(type: string): ProviderAdapter | null {
  return BY_TYPE.get(type) ?? null;
}
