import { SANDBOX_MODELS } from '../../providers/sandbox/sandbox-models.js';
import { knownFactsOf } from '../model-row.js';
import { ANTHROPIC_FACTS } from './anthropic-facts.js';
import { GEMINI_FACTS } from './gemini-facts.js';
import { OPENAI_FACTS } from './openai-facts.js';
import { COHERE_FACTS, DEEPSEEK_FACTS, GROQ_FACTS, XAI_FACTS } from './other-facts.js';
import type { KnownFacts } from './read-facts-table.js';

/** By vendor of the price list. */
const FACTS: Readonly<Record<string, ReadonlyMap<string, KnownFacts>>> = {
  openai: OPENAI_FACTS,
  anthropic: ANTHROPIC_FACTS,
  google: new Map([...GEMINI_FACTS, ...ANTHROPIC_FACTS]), // Vertex sells Claude too
  groq: GROQ_FACTS,
  'x-ai': XAI_FACTS,
  deepseek: DEEPSEEK_FACTS,
  cohere: COHERE_FACTS,
  sandbox: new Map(SANDBOX_MODELS.map((model) => [model.id, knownFactsOf(model)])),
};

const NOTHING: KnownFacts = { context: null, maxOutput: null, capabilities: null };
const EMBEDDINGS: KnownFacts = { ...NOTHING, capabilities: ['embeddings'] };

/**
 * What we know of a vendor's model besides its price, by any of the names it may be called by. A
 * model that is called an embedding is one.
 */
export function knownFacts(vendor: string, names: readonly string[]): KnownFacts {
  const table = FACTS[vendor];
  for (const name of names) {
    const facts = table?.get(name);
    if (facts) return facts;
  }
  const isEmbedding = vendor === 'voyageai' || names.some((name) => /embed/i.test(name));
  return isEmbedding ? EMBEDDINGS : NOTHING;
}
