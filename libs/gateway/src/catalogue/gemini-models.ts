import type { ModelRow } from './read-model-row.js';

/**
 * Prices in USD per million tokens as of 2026-11-21, from @pydantic/genai-prices 0.1.8, which follows
 * https://ai.google.dev/gemini-api/docs/pricing ; limits and capabilities from
 * https://ai.google.dev/gemini-api/docs/models . Null: not sold separately, or not known for sure.
 */
export const GEMINI_MODELS: readonly ModelRow[] = [
  {
    id: 'gemini-2.0-flash',
    context: 1048576,
    maxOutput: 8192,
    capabilities: 'tools json_schema vision logprobs',
    price: ['0.1', '0.4', '0.025', null],
  },
  {
    id: 'gemini-2.0-flash-lite',
    context: 1048576,
    maxOutput: 8192,
    capabilities: 'tools json_schema vision',
    price: ['0.075', '0.3', null, null],
  },
  {
    id: 'gemini-2.5-flash-lite',
    context: 1000000,
    maxOutput: 65535,
    capabilities: 'tools json_schema vision reasoning logprobs',
    price: ['0.1', '0.4', '0.01', null],
  },
  {
    id: 'gemini-2.5-flash',
    context: 1048576,
    maxOutput: 65535,
    capabilities: 'tools json_schema vision reasoning logprobs',
    price: ['0.3', '2.5', '0.03', null],
  },
  {
    id: 'gemini-2.5-pro',
    context: 1048576,
    maxOutput: 65535,
    capabilities: 'tools json_schema vision reasoning logprobs',
    price: ['1.25', '10', '0.125', null],
    longInput: { above: 200000, price: ['2.5', '15', '0.25', null] },
  },
  {
    id: 'gemini-3-flash-preview',
    context: 1000000,
    maxOutput: 65536,
    capabilities: 'tools json_schema vision reasoning',
    price: ['0.5', '3', '0.05', null],
  },
  {
    id: 'gemini-3-pro-preview',
    context: 1048576,
    maxOutput: 65536,
    capabilities: 'tools json_schema vision reasoning',
    price: ['2', '12', '0.2', null],
    longInput: { above: 200000, price: ['4', '18', '0.4', null] },
  },
  {
    id: 'gemini-3.1-pro-preview',
    context: 1048576,
    maxOutput: 65536,
    capabilities: 'tools json_schema vision reasoning',
    price: ['2', '12', '0.2', null],
    longInput: { above: 200000, price: ['4', '18', '0.4', null] },
  },
  {
    id: 'gemini-3.1-flash-lite',
    context: 1000000,
    maxOutput: 65536,
    capabilities: 'tools json_schema vision reasoning',
    price: ['0.25', '1.5', '0.025', null],
  },
  {
    id: 'gemini-3.5-flash',
    context: 1000000,
    maxOutput: 65536,
    capabilities: 'tools json_schema vision reasoning',
    price: ['1.5', '9', '0.15', null],
  },
  {
    id: 'gemini-3.5-flash-lite',
    context: 1000000,
    maxOutput: 65536,
    capabilities: 'tools json_schema vision reasoning',
    price: ['0.3', '2.5', '0.03', null],
  },
  {
    id: 'gemini-embedding-001',
    context: 2048,
    maxOutput: null,
    capabilities: 'embeddings',
    price: ['0.15', '0', null, null],
  },
];
