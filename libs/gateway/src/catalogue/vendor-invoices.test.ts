import { expect, test } from '@jest/globals';
import { formatUsd } from '@weighbridge/kernel/money';
import type { JsonObject } from '../dialects/json/json.js';
import { readChatCall } from '../dialects/openai-chat/read-chat-call.js';
import { findAdapter } from '../providers/registry.js';
import { builtInPriceList } from './built-in-price-list.js';
import { createCatalogue } from './create-catalogue.js';
import { priceUsage } from './price-usage.js';

/** An answer as the vendor sends it; only its usage matters here. */
const chat = (usage: JsonObject): JsonObject => ({
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
  usage,
});
const messages = (usage: JsonObject): JsonObject => ({
  type: 'message',
  content: [{ type: 'text', text: 'Hi' }],
  stop_reason: 'end_turn',
  usage,
});
const gemini = (usageMetadata: JsonObject): JsonObject => ({
  candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }],
  usageMetadata,
});
const converse = (usage: JsonObject): JsonObject => ({
  output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
  stopReason: 'end_turn',
  usage,
});
const tokens = (prompt: number, completion: number, more: JsonObject = {}): JsonObject => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
  ...more,
});
const cached = (count: number): JsonObject => ({ prompt_tokens_details: { cached_tokens: count } });

const NOON = '2026-11-21T12:00:00Z';
const NIGHT = '2026-11-21T20:00:00Z';

/** The invoice is computed by hand, line by line, in micro-USD: tokens × USD per million. */
const INVOICES: [type: string, model: string, answer: JsonObject, invoice: string, at?: string][] =
  [
    // 86 × 2.5 + 1920 × 1.25 + 300 × 10 = 215 + 2400 + 3000
    ['openai', 'gpt-4o', chat(tokens(2006, 300, cached(1920))), '0.005615'],
    // 100 × 1.1 + 1186 × 4.4 = 110 + 5218.4; thoughts are within the completion
    [
      'openai',
      'o4-mini',
      chat(tokens(100, 1186, { completion_tokens_details: { reasoning_tokens: 1024 } })),
      '0.0053284',
    ],
    // 100 × 2.5 + 200 × 32 + 30 × 10 + 120 × 64 = 250 + 6400 + 300 + 7680
    [
      'openai',
      'gpt-audio',
      chat(
        tokens(300, 150, {
          prompt_tokens_details: { audio_tokens: 200, cached_tokens: 0 },
          completion_tokens_details: { audio_tokens: 120 },
        }),
      ),
      '0.01463',
    ],
    // Above 272k: 200000 × 5 + 100000 × 0.5 + 1000 × 22.5
    ['openai', 'gpt-5.4', chat(tokens(300_000, 1000, cached(100_000))), '1.0725'],
    // 7 × 0.15 + 1 × 0.6 = 1.65, and a part of a nano-dollar is never lost: 1 × 0.0375 = 0.0375
    ['openai', 'gpt-4o-mini', chat(tokens(7, 1)), '0.00000165'],
    ['cohere', 'command-r7b-12-2024', chat(tokens(1, 0)), '0.000000038'],
    // 2500 × 2.5 + 40 × 10
    ['azure-openai', 'gpt-4o', chat(tokens(2500, 40)), '0.00665'],
    // 12 × 3 + 1000 × 3.75 + 500 × 6 + 3000 × 0.3 + 400 × 15, and two searches at 0.01
    [
      'anthropic',
      'claude-sonnet-4-5-20250929',
      messages({
        input_tokens: 12,
        cache_creation_input_tokens: 1500,
        cache_creation: { ephemeral_5m_input_tokens: 1000, ephemeral_1h_input_tokens: 500 },
        cache_read_input_tokens: 3000,
        output_tokens: 400,
        server_tool_use: { web_search_requests: 2 },
      }),
      '0.033686',
    ],
    // Above 200k, what was read from the cache included: 10 × 6 + 250000 × 0.6 + 100 × 22.5
    [
      'anthropic',
      'claude-sonnet-4-5',
      messages({ input_tokens: 10, cache_read_input_tokens: 250_000, output_tokens: 100 }),
      '0.15231',
    ],
    // Above 200k: 200000 × 2.5 + 50000 × 0.25 + (500 + 1500) × 15
    [
      'gemini',
      'gemini-2.5-pro',
      gemini({
        promptTokenCount: 250_000,
        cachedContentTokenCount: 50_000,
        candidatesTokenCount: 500,
        thoughtsTokenCount: 1500,
      }),
      '0.5425',
    ],
    // Text 300 × 0.3 + 200 × 0.03, sound 600 × 1 + 400 × 0.1, answer (100 + 20) × 2.5
    [
      'gemini',
      'gemini-2.5-flash',
      gemini({
        promptTokenCount: 1500,
        cachedContentTokenCount: 600,
        promptTokensDetails: [
          { modality: 'TEXT', tokenCount: 500 },
          { modality: 'AUDIO', tokenCount: 1000 },
        ],
        cacheTokensDetails: [
          { modality: 'TEXT', tokenCount: 200 },
          { modality: 'AUDIO', tokenCount: 400 },
        ],
        candidatesTokenCount: 100,
        thoughtsTokenCount: 20,
      }),
      '0.001036',
    ],
    // 50 × 0.3 and an image of 1290 × 30, with 10 tokens of text × 2.5
    [
      'gemini',
      'gemini-2.5-flash-image',
      gemini({
        promptTokenCount: 50,
        candidatesTokenCount: 1300,
        candidatesTokensDetails: [
          { modality: 'IMAGE', tokenCount: 1290 },
          { modality: 'TEXT', tokenCount: 10 },
        ],
      }),
      '0.03874',
    ],
    // 400 × 0.27 + 600 × 0.07 + 200 × 1.1 by day, half of it by night (cache reads too)
    [
      'deepseek',
      'deepseek-chat',
      chat(tokens(1000, 200, { prompt_cache_hit_tokens: 600, prompt_cache_miss_tokens: 400 })),
      '0.00037',
      NOON,
    ],
    [
      'deepseek',
      'deepseek-chat',
      chat(tokens(1000, 200, { prompt_cache_hit_tokens: 600, prompt_cache_miss_tokens: 400 })),
      '0.000185',
      NIGHT,
    ],
    // 10 × 3.3 + 1000 × 0.33 + 200 × 4.125 + 50 × 16.5 in one region
    [
      'bedrock',
      'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
      converse({
        inputTokens: 10,
        cacheReadInputTokens: 1000,
        cacheWriteInputTokens: 200,
        outputTokens: 50,
      }),
      '0.002013',
    ],
    // 1000 × 0.8 + 100 × 3.2
    [
      'bedrock',
      'eu.amazon.nova-pro-v1:0',
      converse({ inputTokens: 1000, outputTokens: 100 }),
      '0.00112',
    ],
    // 1000 × 2 + 100 × 6
    ['mistral', 'mistral-large-latest', chat(tokens(1000, 100)), '0.0026'],
    // 800 × 0.15 + 200 × 0.075 + 100 × 0.6
    ['groq', 'openai/gpt-oss-120b', chat(tokens(1000, 100, cached(200))), '0.000195'],
    // 41 × 3 + (104 + 759) × 15: thoughts are beside the completion
    [
      'xai',
      'grok-4',
      chat({
        ...tokens(41, 104),
        total_tokens: 904,
        completion_tokens_details: { reasoning_tokens: 759 },
      }),
      '0.013068',
    ],
    // 33 × 2 + 7163 × 8 + 20016 × 2 + 73997 × 3, and 18 searches at 0.005
    [
      'perplexity',
      'sonar-deep-research',
      chat(
        tokens(33, 7163, {
          citation_tokens: 20_016,
          reasoning_tokens: 73_997,
          num_search_queries: 18,
        }),
      ),
      '0.409393',
    ],
    // 100 × 1 + 200 × 1, and the request at 0.012
    ['perplexity', 'sonar', chat(tokens(100, 200)), '0.0123'],
    // 1000 × 0.88 either way
    ['together', 'meta-llama/Llama-3.3-70B-Instruct-Turbo', chat(tokens(600, 400)), '0.00088'],
    // 500 × 0.56 + 500 × 0.28 + 100 × 1.68
    [
      'fireworks',
      'accounts/fireworks/models/deepseek-v3p2',
      chat(tokens(1000, 100, cached(500))),
      '0.000588',
    ],
    // 1000 × 0.15 + 100 × 0.6
    ['openrouter', 'openai/gpt-4o-mini', chat(tokens(1000, 100)), '0.00021'],
    // 1000 × 0.35 + 100 × 0.75
    ['cerebras', 'gpt-oss-120b', chat(tokens(1000, 100)), '0.000425'],
    // 1000 × 0.045 + 100 × 0.384
    ['cloudflare', '@cf/meta/llama-3.1-8b-instruct-fast', chat(tokens(1000, 100)), '0.0000834'],
  ];

test.each(INVOICES)('%s bills %s as we do', (type, model, answer, invoice, at = NOON) => {
  const call = readChatCall(
    Buffer.from(JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }] })),
  );
  const body = Buffer.from(JSON.stringify(answer));
  const { usage } = findAdapter(type)!.chat.readAnswer(body, call);
  const catalogue = createCatalogue(builtInPriceList(), () => Date.parse(at));
  const price = catalogue.findModelFacts(type, model)!.price!;
  expect(formatUsd(priceUsage(usage!, price))).toBe(invoice);
});

test.each([
  ['openrouter', { cost: 0.00014 }, 140_000n],
  ['perplexity', { cost: { input_tokens_cost: 0.0001, total_cost: 0.005123 } }, 5_123_000n],
])('%s says itself what it charges', (type, cost, charged) => {
  const call = readChatCall(
    Buffer.from('{"model":"m","messages":[{"role":"user","content":"Hi"}]}'),
  );
  const body = Buffer.from(JSON.stringify(chat(tokens(100, 10, cost))));
  expect(findAdapter(type)!.chat.readAnswer(body, call).usage?.statedCost).toBe(charged);
});
