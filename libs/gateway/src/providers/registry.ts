import { anthropic } from './anthropic.js';
import { azureOpenAi } from './azure-openai.js';
import { bedrock } from './bedrock.js';
import { cerebras } from './cerebras.js';
import { cloudflare } from './cloudflare.js';
import { cohere } from './cohere.js';
import { deepseek } from './deepseek.js';
import { fireworks } from './fireworks.js';
import { gemini } from './gemini.js';
import { groq } from './groq.js';
import { huggingface } from './huggingface.js';
import { lmstudio } from './lmstudio.js';
import { mistral } from './mistral.js';
import { nvidia } from './nvidia.js';
import { ollama } from './ollama.js';
import { openai } from './openai.js';
import { openaiCompatible } from './openai-compatible.js';
import { openrouter } from './openrouter.js';
import { perplexity } from './perplexity.js';
import { sandbox } from './sandbox.js';
import { together } from './together.js';
import { vertex } from './vertex.js';
import { vllm } from './vllm.js';
import { xai } from './xai.js';
import type { ProviderAdapter } from './provider-adapter.js';

/** Every provider that is built: one line each. */
export const PROVIDER_ADAPTERS: readonly ProviderAdapter[] = [
  openai,
  anthropic,
  gemini,
  azureOpenAi,
  bedrock,
  vertex,
  mistral,
  groq,
  together,
  fireworks,
  deepseek,
  xai,
  perplexity,
  openrouter,
  cerebras,
  nvidia,
  cohere,
  huggingface,
  cloudflare,
  ollama,
  vllm,
  lmstudio,
  openaiCompatible,
  sandbox,
];

const BY_TYPE = new Map(PROVIDER_ADAPTERS.map((adapter) => [adapter.type as string, adapter]));

/** The adapter of a provider type; null when that type is not built. */
export function findAdapter(type: string): ProviderAdapter | null {
  return BY_TYPE.get(type) ?? null;
}
