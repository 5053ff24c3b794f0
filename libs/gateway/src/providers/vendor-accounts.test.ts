import { describe, expect, test } from '@jest/globals';
import { findSettingFaults } from '@weighbridge/contracts/config/vendor-facts';
import type { ProviderType } from '@weighbridge/contracts/config/provider';
import { PROVIDER_TYPES } from '@weighbridge/contracts/config/provider';
import { findAdapter, PROVIDER_ADAPTERS } from './registry.js';

const adapterOf = (type: ProviderType) => findAdapter(type)!;

test('every type of the contract is built', () => {
  expect(PROVIDER_ADAPTERS.map(({ type }) => type).sort()).toEqual([...PROVIDER_TYPES].sort());
});

describe('accounts from the environment', () => {
  test.each<[ProviderType, Record<string, string>, object | null]>([
    ['openai', { OPENAI_API_KEY: 'k' }, { api_key: 'k' }],
    ['openai', { OPENAI_API_KEY: '' }, null],
    ['gemini', { GOOGLE_API_KEY: 'g' }, { api_key: 'g' }],
    ['gemini', { GOOGLE_API_KEY: 'g', GEMINI_API_KEY: 'k' }, { api_key: 'k' }],
    ['mistral', { MISTRAL_API_KEY: 'k' }, { api_key: 'k' }],
    ['groq', { GROQ_API_KEY: 'k' }, { api_key: 'k' }],
    ['cohere', { CO_API_KEY: 'k' }, { api_key: 'k' }],
    ['huggingface', { HF_TOKEN: 'k' }, { api_key: 'k' }],
    ['azure-openai', { AZURE_OPENAI_API_KEY: 'k' }, null],
    [
      'azure-openai',
      { AZURE_OPENAI_API_KEY: 'k', AZURE_OPENAI_ENDPOINT: 'https://r.openai.azure.com/' },
      { api_key: 'k', base_url: 'https://r.openai.azure.com/' },
    ],
    [
      'azure-openai',
      {
        AZURE_OPENAI_API_KEY: 'k',
        AZURE_OPENAI_ENDPOINT: 'https://r.openai.azure.com',
        OPENAI_API_VERSION: '2024-10-21',
      },
      { api_key: 'k', base_url: 'https://r.openai.azure.com', api_version: '2024-10-21' },
    ],
    [
      'bedrock',
      { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's', AWS_REGION: 'eu-west-1' },
      { api_key: 'AKIA:s', location: 'eu-west-1' },
    ],
    [
      'bedrock',
      { AWS_ACCESS_KEY_ID: 'ASIA', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' },
      { api_key: 'ASIA:s:t', location: 'us-east-1' },
    ],
    [
      'bedrock',
      { AWS_BEARER_TOKEN_BEDROCK: 'b', AWS_DEFAULT_REGION: 'us-west-2' },
      { api_key: 'b', location: 'us-west-2' },
    ],
    ['bedrock', { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIA' }, null],
    ['cloudflare', { CLOUDFLARE_API_TOKEN: 'k' }, null],
    [
      'cloudflare',
      { CLOUDFLARE_API_TOKEN: 'k', CLOUDFLARE_ACCOUNT_ID: 'a' },
      { api_key: 'k', account: 'a' },
    ],
    [
      'vertex',
      { VERTEX_CREDENTIALS: '{"project_id":"p"}' },
      { api_key: '{"project_id":"p"}', project: 'p' },
    ],
    [
      'vertex',
      { VERTEX_CREDENTIALS: 'token', GOOGLE_CLOUD_PROJECT: 'q', GOOGLE_CLOUD_LOCATION: 'us-east1' },
      { api_key: 'token', project: 'q', location: 'us-east1' },
    ],
    ['vertex', { VERTEX_CREDENTIALS: 'token' }, null],
    ['ollama', { OLLAMA_HOST: '0.0.0.0' }, null],
  ])('%s from %j', (type, variables, account) => {
    expect(adapterOf(type).readEnvironment(variables)).toEqual(account);
  });

  test('an account from the environment lacks nothing and says nothing idle', () => {
    const everything = new Proxy({} as Record<string, string>, {
      get: (_, name) => (name === 'AZURE_OPENAI_ENDPOINT' ? 'https://r.openai.azure.com' : 'x'),
    });
    for (const adapter of PROVIDER_ADAPTERS) {
      const account = adapter.readEnvironment(everything);
      if (account) expect(findSettingFaults(adapter, account)).toEqual([]);
      // A vendor that wants a key appears by itself when there is one.
      expect(adapter.requiresKey).toBe(account !== null);
    }
  });
});

describe('where a vendor is called', () => {
  test.each<[ProviderType, object, unknown]>([
    ['groq', {}, 'https://api.groq.com/openai/v1'],
    ['groq', { base_url: 'https://proxy.example/groq' }, 'https://proxy.example/groq'],
    ['openai-compatible', {}, { missing: 'base_url' }],
    ['azure-openai', {}, { missing: 'base_url' }],
    [
      'azure-openai',
      { base_url: 'https://r.openai.azure.com/' },
      'https://r.openai.azure.com/openai/v1',
    ],
    [
      'azure-openai',
      { base_url: 'https://r.openai.azure.com/openai/v1/' },
      'https://r.openai.azure.com/openai/v1',
    ],
    [
      'azure-openai',
      { base_url: 'https://r.openai.azure.com', api_version: '2024-10-21' },
      'https://r.openai.azure.com/openai',
    ],
    ['bedrock', {}, { missing: 'location' }],
    ['bedrock', { location: 'eu-central-1' }, 'https://bedrock-runtime.eu-central-1.amazonaws.com'],
    [
      'bedrock',
      { base_url: 'https://vpce-1.bedrock-runtime.eu-west-3.vpce.amazonaws.com' },
      'https://vpce-1.bedrock-runtime.eu-west-3.vpce.amazonaws.com',
    ],
    ['bedrock', { base_url: 'https://proxy.example' }, { missing: 'location' }],
    ['vertex', {}, { missing: 'project' }],
    [
      'vertex',
      { project: 'p' },
      'https://aiplatform.googleapis.com/v1/projects/p/locations/global',
    ],
    [
      'vertex',
      { project: 'p', location: 'europe-west4' },
      'https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4',
    ],
    ['cloudflare', {}, { missing: 'account' }],
    ['cloudflare', { account: 'a1' }, 'https://api.cloudflare.com/client/v4/accounts/a1/ai/v1'],
    ['sandbox', {}, null],
  ])('%s with %j', (type, place, expected) => {
    expect(adapterOf(type).findBaseUrl(place)).toEqual(expected);
  });

  test.each<[ProviderType, object, string]>([
    ['groq', { api_version: 'v' }, 'api_version has no meaning for a provider of type groq'],
    ['openai', { location: 'eu' }, 'location has no meaning for a provider of type openai'],
    [
      'vertex',
      { account: 'a', project: 'p' },
      'account has no meaning for a provider of type vertex',
    ],
    ['cloudflare', {}, 'account is missing: a provider of type cloudflare needs it'],
  ])('%s with %j is faulty', (type, place, words) => {
    const [fault] = findSettingFaults(adapterOf(type), place);
    expect(`${fault!.field} ${fault!.message}`).toBe(words);
  });

  test.each<[ProviderType, string | null, string]>([
    ['openai', null, '/v1/models'],
    ['anthropic', null, '/v1/models'],
    ['azure-openai', '2024-10-21', '/v1/models?api-version=2024-10-21'],
    ['openrouter', null, '/v1/key'],
    ['cloudflare', null, '/models/search?per_page=1000'],
  ])('the models of %s are listed at %s %s', (type, apiVersion, path) => {
    const place = { baseUrl: 'https://api.example.com/v1', apiVersion };
    expect(adapterOf(type).modelList!.path(place)).toBe(path);
  });
});
