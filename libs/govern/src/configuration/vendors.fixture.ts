import type { VendorFacts } from '@weighbridge/contracts/config/vendor-facts';

const vendor = (facts: Partial<VendorFacts> & Pick<VendorFacts, 'type'>): VendorFacts => ({
  requiresKey: true,
  settings: [],
  findBaseUrl: ({ base_url: given }) => given ?? `https://${facts.type}.example/v1`,
  readEnvironment: (variables) => {
    const key = variables[`${facts.type.toUpperCase()}_API_KEY`];
    return key ? { api_key: key } : null;
  },
  ...facts,
});

/** Vendors of each kind: with a key, of one's own, without an address, placed by the platform. */
export const VENDORS: readonly VendorFacts[] = [
  vendor({ type: 'openai' }),
  vendor({ type: 'anthropic' }),
  vendor({ type: 'gemini' }),
  vendor({
    type: 'openai-compatible',
    requiresKey: false,
    findBaseUrl: ({ base_url: given }) => given ?? { missing: 'base_url' },
  }),
  vendor({
    type: 'azure-openai',
    settings: ['api_version'],
    findBaseUrl: ({ base_url: given }) => given ?? { missing: 'base_url' },
  }),
  vendor({
    type: 'vertex',
    settings: ['project', 'location'],
    findBaseUrl: ({ project }) =>
      project === undefined ? { missing: 'project' } : 'https://vertex.example',
  }),
  vendor({
    type: 'ollama',
    requiresKey: false,
    findBaseUrl: ({ base_url: given }) => given ?? 'http://localhost:11434/v1',
  }),
  vendor({ type: 'sandbox', requiresKey: false, findBaseUrl: (place) => place.base_url ?? null }),
];

/** A catalogue that knows two models of one vendor. */
export const listModelIds = (type: string): readonly string[] =>
  type === 'gemini' ? ['gemini-pro', 'gemini-flash'] : [];
