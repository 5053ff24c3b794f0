import { z } from 'zod';
import { Limits } from './limits.js';
import { Count, Milliseconds, ResourceId, UsdPerMillion } from './scalars.js';

/** Every provider type the contract names; which of them are built is the provider registry's to say. */
export const PROVIDER_TYPES = [
  'openai',
  'anthropic',
  'gemini',
  'openai-compatible',
  'sandbox',
  'vertex',
  'azure-openai',
  'bedrock',
  'mistral',
  'groq',
  'together',
  'fireworks',
  'deepseek',
  'xai',
  'perplexity',
  'openrouter',
  'cerebras',
  'nvidia',
  'cohere',
  'huggingface',
  'cloudflare',
  'ollama',
  'vllm',
  'lmstudio',
] as const;
export const ProviderType = z.enum(PROVIDER_TYPES);
export type ProviderType = z.infer<typeof ProviderType>;

export const Capability = z.enum([
  'tools',
  'json_schema',
  'vision',
  'video',
  'audio',
  'reasoning',
  'embeddings',
  'logprobs',
]);
export type Capability = z.infer<typeof Capability>;

export const Price = z.strictObject({
  input: UsdPerMillion.optional(),
  output: UsdPerMillion.optional(),
  cache_read: UsdPerMillion.optional(),
  cache_write: UsdPerMillion.optional(),
});
export type Price = z.infer<typeof Price>;

export const ProviderModel = z.strictObject({
  id: z.string().min(1).max(200),
  price: Price.optional(),
  context: Count.optional(),
  max_output: Count.optional(),
  capabilities: z.array(Capability).optional(),
});
export type ProviderModel = z.infer<typeof ProviderModel>;

export const Timeouts = z.strictObject({
  connect_ms: Milliseconds.optional(),
  first_token_ms: Milliseconds.optional(),
  idle_ms: Milliseconds.optional(),
  total_ms: Milliseconds.optional(),
});
export type Timeouts = z.infer<typeof Timeouts>;

const HttpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

/** An upstream account. `api_key`, `api_keys` and `headers` are write-only: no answer ever shows them. */
export const Provider = z.strictObject({
  id: ResourceId,
  type: ProviderType,
  base_url: HttpUrl.optional(),
  api_key: z.string().min(1).optional(),
  api_keys: z.array(z.string().min(1)).min(1).optional(),
  headers: z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9a-zA-Z-]+$/), z.string()).optional(),
  region: z.string().min(1).max(64).optional(),
  zdr: z.boolean().optional(),
  quota_group: z.string().min(1).max(128).optional(),
  limits: Limits.optional(),
  allow_private_network: z.boolean().optional(),
  workspace: ResourceId.optional(),
  timeouts: Timeouts.optional(),
  models: z.array(ProviderModel).optional(),
});
export type Provider = z.infer<typeof Provider>;
