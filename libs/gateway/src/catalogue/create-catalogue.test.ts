import { describe, expect, test } from '@jest/globals';
import { PROVIDER_TYPES } from '@weighbridge/contracts/config/provider';
import { parseUsd } from '@weighbridge/kernel/money';
import { BUILT_IN_CATALOGUE as CATALOGUE } from './built-in-catalogue.js';
import { createCatalogue } from './create-catalogue.js';

const { findModelFacts, listModelIds } = CATALOGUE;
const at = (time: string) => createCatalogue(CATALOGUE.list, () => Date.parse(time));

describe('the catalogue', () => {
  test.each([
    ['openai', 'gpt-4o-mini', '0.15'],
    ['openai', 'gpt-4o-2024-08-06', '2.5'],
    ['openai', 'gpt-4o-2024-05-13', '5'],
    ['anthropic', 'claude-sonnet-4-20250514', '3'],
    ['anthropic', 'claude-haiku-4-5-20251001', '1'],
    ['gemini', 'gemini-2.0-flash-001', '0.1'],
    ['vertex', 'claude-sonnet-4-5@20250929', '3'],
    ['azure-openai', 'gpt-4o', '2.5'],
    ['bedrock', 'us.anthropic.claude-sonnet-4-20250514-v1:0', '3'],
    ['groq', 'llama-3.3-70b-versatile', '0.59'],
    ['openrouter', 'openai/gpt-4o-mini', '0.15'],
    ['openrouter', 'openai/gpt-oss-20b:free', '0'],
    ['huggingface', 'openai/gpt-oss-120b:groq', '0.15'],
    ['sandbox', 'swift-mini', '0.10'],
  ])('%s/%s costs %s USD per million input tokens', (type, model, price) => {
    expect(findModelFacts(type, model)?.price?.input).toBe(parseUsd(price));
  });

  test.each([
    ['openai', 'gpt-9'],
    ['no-such-type', 'gpt-4o'],
    ['huggingface', 'openai/gpt-oss-120b'], // whoever serves it decides
    ['ollama', 'llama3.3'],
    ['openai-compatible', 'gpt-4o'],
  ])('%s/%s is unknown, not free', (type, model) => {
    expect(findModelFacts(type, model)).toBeNull();
  });

  test('a model sold by the hour has no price per token', () => {
    expect(findModelFacts('openai', 'whisper-1')).toMatchObject({ price: null });
  });

  test('an openai-compatible provider is priced as the vendor at its address', () => {
    const url = 'https://api.moonshot.ai/v1';
    expect(findModelFacts('openai-compatible', 'kimi-k2.6', url)?.price?.input).toBe(
      findModelFacts('openai-compatible', 'kimi-k2.6', 'https://api.moonshot.cn/v1')?.price?.input,
    );
    expect(listModelIds('openai-compatible', url)).toContain('kimi-k2.6');
    expect(listModelIds('openai-compatible', 'http://10.0.0.7/v1')).toEqual([]);
  });

  test('a price holds from its date on', () => {
    const input = (time: string) => at(time).findModelFacts('openai', 'gpt-5.6-luna')?.price?.input;
    expect(input('2026-07-29T23:59:59Z')).toBe(parseUsd('1'));
    expect(input('2026-07-30T00:00:00Z')).toBe(parseUsd('0.2'));
  });

  test('facts that were looked up once follow the clock', () => {
    let now = Date.parse('2026-12-31T23:59:59Z');
    const facts = createCatalogue(CATALOGUE.list, () => now).findModelFacts(
      'gemini',
      'gemini-3.6-flash',
    )!;
    expect(facts.price?.output).toBe(parseUsd('3.75'));
    now += 1_000;
    expect(facts.price?.output).toBe(parseUsd('7.5'));
  });

  test.each([
    ['2026-11-21T00:59:59Z', '0.22'],
    ['2026-11-21T01:00:00Z', '0.44'],
    ['2026-11-21T03:59:59Z', '0.44'],
    ['2026-11-21T04:00:00Z', '0.22'],
    ['2026-11-21T09:59:59Z', '0.44'],
    ['2026-08-16T00:00:00Z', '0.14'],
  ])('at %s DeepSeek asks %s USD', (time, price) => {
    expect(at(time).findModelFacts('deepseek', 'deepseek-v4-flash')?.price?.input).toBe(
      parseUsd(price),
    );
  });

  test('what a model can do is said where we are sure of it, for the very model', () => {
    expect(findModelFacts('openai', 'gpt-4o-2024-08-06')).toMatchObject({
      context: 128_000,
      maxOutput: 16_384,
      capabilities: ['tools', 'json_schema', 'vision', 'logprobs'],
    });
    expect(findModelFacts('openai', 'gpt-4o-mini-search-preview')?.capabilities).toBeNull();
    expect(findModelFacts('vertex', 'claude-haiku-4-5@20251001')?.maxOutput).toBe(64_000);
    expect(findModelFacts('mistral', 'mistral-embed')?.capabilities).toEqual(['embeddings']);
  });

  test('every model it offers is one it knows, and none is offered twice', () => {
    for (const type of PROVIDER_TYPES) {
      const models = listModelIds(type);
      expect(new Set(models).size).toBe(models.length);
      const unknown = models.filter((model) => findModelFacts(type, model) === null);
      expect({ type, unknown }).toEqual({ type, unknown: [] });
    }
  });

  test('a fine-tuned model is priced by the beginning of its name, which is listed as no model', () => {
    for (const tuned of ['gpt-4o-mini-2024-07-18.ft-0123abcd', 'ft:gpt-3.5-turbo-0125:acme::x1'])
      expect(findModelFacts('openai', tuned)?.price).not.toBeNull();
    const offered = PROVIDER_TYPES.flatMap((type) => listModelIds(type));
    expect(offered.filter((model) => /[-.:]$/.test(model))).toEqual([]);
    expect(offered).toContain('gpt-4o-mini');
  });

  test('Gemini offers no Claude; Vertex does', () => {
    const isClaude = (model: string) => model.includes('claude');
    expect(listModelIds('gemini').some(isClaude)).toBe(false);
    expect(listModelIds('vertex').some(isClaude)).toBe(true);
  });
});
