import type { ProviderType } from '@weighbridge/contracts/config/provider';

/** Where the price list has the models of a provider type. */
export type PriceSource =
  | { kind: 'vendor'; vendor: string; only?: RegExp }
  /** The model's name ends with `:host`, and each host is a vendor of the list. */
  | { kind: 'host'; prefix: string }
  /** The vendor is known by its address. */
  | { kind: 'address' }
  /** Runs on the operator's machines or is sold otherwise than by tokens: who pays knows. */
  | { kind: 'none' };

const vendor = (id: string, only?: RegExp): PriceSource => ({
  kind: 'vendor',
  vendor: id,
  ...(only && { only }),
});
const NONE: PriceSource = { kind: 'none' };

/** The one table of provider types and vendors of the price list. */
export const PRICE_SOURCES: Readonly<Record<ProviderType, PriceSource>> = {
  openai: vendor('openai'),
  anthropic: vendor('anthropic'),
  gemini: vendor('google', /^(?:gemini|gemma|learnlm)/i), // Claude is sold on Vertex alone
  vertex: vendor('google'),
  'azure-openai': vendor('azure'),
  bedrock: vendor('aws'),
  mistral: vendor('mistral'),
  groq: vendor('groq'),
  together: vendor('together'),
  fireworks: vendor('fireworks'),
  deepseek: vendor('deepseek'),
  xai: vendor('x-ai'),
  perplexity: vendor('perplexity'),
  openrouter: vendor('openrouter'),
  cerebras: vendor('cerebras'),
  cohere: vendor('cohere'),
  cloudflare: vendor('cloudflare'),
  huggingface: { kind: 'host', prefix: 'huggingface_' },
  'openai-compatible': { kind: 'address' },
  nvidia: NONE,
  ollama: NONE,
  vllm: NONE,
  lmstudio: NONE,
  sandbox: vendor('sandbox'),
};

/**
 * What a batch costs of the price, by vendor, in percent: half at
 * https://platform.openai.com/docs/guides/batch , https://docs.claude.com/en/docs/build-with-claude/batch-processing ,
 * https://ai.google.dev/gemini-api/docs/batch-api , https://docs.mistral.ai/capabilities/batch/ and
 * https://console.groq.com/docs/batch ; a third off at https://docs.voyageai.com/docs/batch-inference .
 */
export const BATCH_PERCENT: Readonly<Record<string, bigint>> = {
  openai: 50n,
  anthropic: 50n,
  google: 50n,
  mistral: 50n,
  groq: 50n,
  voyageai: 67n,
};

/** Whether a vendor of the price list has a provider type; others are called as openai-compatible. */
export const isSoldByType = (vendorId: string): boolean =>
  Object.values(PRICE_SOURCES).some(
    (source) =>
      (source.kind === 'vendor' && source.vendor === vendorId) ||
      (source.kind === 'host' && vendorId.startsWith(source.prefix)),
  );
