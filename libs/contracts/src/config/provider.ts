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
  input: UsdPerMillion.describe('USD per million input tokens, in quotes.').optional(),
  output: UsdPerMillion.describe('USD per million output tokens, in quotes.').optional(),
  cache_read: UsdPerMillion.describe('USD per million tokens read from a cache.').optional(),
  cache_write: UsdPerMillion.describe('USD per million tokens written to a cache.').optional(),
  cache_write_1h: UsdPerMillion.describe('The same, for a cache that lasts an hour.').optional(),
  audio_input: UsdPerMillion.describe('USD per million input tokens of sound.').optional(),
  audio_output: UsdPerMillion.describe('USD per million output tokens of sound.').optional(),
  image_input: UsdPerMillion.describe('USD per million input tokens of images.').optional(),
  image_output: UsdPerMillion.describe('USD per million output tokens of images.').optional(),
  reasoning: UsdPerMillion.describe('USD per million tokens of thinking.').optional(),
  request: UsdPerMillion.describe('USD for each request, besides its tokens.').optional(),
});
export type Price = z.infer<typeof Price>;

export const ProviderModel = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(200)
    .describe('The name the upstream knows; callers say provider/model.'),
  price: Price.describe('Overrides the price in the catalogue.').optional(),
  context: Count.describe('Tokens of input and output together.').optional(),
  max_output: Count.describe('Most tokens of one answer.').optional(),
  capabilities: z.array(Capability).describe('What requests may ask of it.').optional(),
});
export type ProviderModel = z.infer<typeof ProviderModel>;

export const Timeouts = z.strictObject({
  connect_ms: Milliseconds.describe('Until the connection stands.').optional(),
  first_token_ms: Milliseconds.describe('Until the first output.').optional(),
  idle_ms: Milliseconds.describe('Longest silence between two pieces of output.').optional(),
  total_ms: Milliseconds.describe('One call from start to end.').optional(),
});
export type Timeouts = z.infer<typeof Timeouts>;

const HttpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
/** `token` of RFC 9110 §5.6.2. */
const HeaderName = z.string().regex(/^[!#$%&'*+.^_`|~0-9a-zA-Z-]+$/, 'must be an HTTP header name');
/** `field-value` of RFC 9110 §5.5: no CR, LF or NUL, which would start another header. */
const HeaderValue = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'must be one line of printable characters');

/** Becomes a part of a URL. */
const UrlPart = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/, 'must be a plain name');

/** An upstream account. `api_key`, `api_keys` and `headers` are write-only: no answer ever shows them. */
export const Provider = z.strictObject({
  id: ResourceId.describe('The name before the slash in provider/model.'),
  type: ProviderType.describe('Which vendor, or openai-compatible for any other.'),
  base_url: HttpUrl.describe('Where its API is; optional for known vendors.').optional(),
  api_key: z
    .string()
    .min(1)
    .describe('The upstream key, best as ${NAME}; AWS: ID:SECRET[:SESSION_TOKEN]; Vertex: JSON.')
    .optional(),
  api_keys: z
    .array(z.string().min(1))
    .min(1)
    .describe('Several upstream keys, used in turn; a dead one is set aside.')
    .optional(),
  headers: z
    .record(HeaderName, HeaderValue)
    .describe('Headers added to every call of this upstream.')
    .optional(),
  location: UrlPart.describe(
    'Where the vendor runs it: an AWS region, a Google Cloud location.',
  ).optional(),
  project: UrlPart.describe('The Google Cloud project that is called.').optional(),
  account: UrlPart.describe('The account id, where a vendor has it in its address.').optional(),
  api_version: UrlPart.describe('The dated version of an API that has such; Azure.').optional(),
  region: z.string().min(1).max(64).describe('Residency label of this upstream.').optional(),
  zdr: z.boolean().describe('Whether this upstream retains nothing.').optional(),
  quota_group: z
    .string()
    .min(1)
    .max(128)
    .describe('Providers that name the same group share one upstream quota.')
    .optional(),
  limits: Limits.describe('What this upstream allows.').optional(),
  allow_private_network: z
    .boolean()
    .describe('Must be true for a loopback or private base_url.')
    .optional(),
  workspace: ResourceId.describe('Confines the provider to this workspace.').optional(),
  timeouts: Timeouts.describe('How long its answers may take.').optional(),
  models: z
    .array(ProviderModel)
    .describe('The models it offers; omitted: those of the catalogue for its type.')
    .optional(),
});
export type Provider = z.infer<typeof Provider>;
