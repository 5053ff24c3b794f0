import type { ModelRow } from '../../catalogue/model-row.js';

/** Kinds of task that the simulated models are differently good at. */
export type SandboxCategory = 'code' | 'math' | 'extraction' | 'translation' | 'chat';

/** A simulated model: what the catalogue lists, and how it behaves. */
export interface SandboxModel extends ModelRow {
  /** Chance of a right answer by kind of task. */
  skill: Readonly<Record<SandboxCategory, number>>;
  firstTokenMs: number;
  tokensPerSecond: number;
  /** Share of requests that fail with 500, 503 or 429. */
  failureRate: number;
  /** Tokens of thinking before the answer. */
  reasoningTokens: number;
}

const CHAT = 'tools json_schema vision logprobs';

/** The sandbox's models. Names, prices and skills are invented; nothing here measures a real model. */
export const SANDBOX_MODELS: readonly SandboxModel[] = [
  {
    id: 'swift-mini',
    context: 128_000,
    maxOutput: 8_192,
    capabilities: CHAT,
    price: ['0.10', '0.40', '0.025', null],
    skill: { code: 0.62, math: 0.55, extraction: 0.93, translation: 0.9, chat: 0.92 },
    firstTokenMs: 60,
    tokensPerSecond: 400,
    failureRate: 0,
    reasoningTokens: 0,
  },
  {
    id: 'steady',
    context: 200_000,
    maxOutput: 16_384,
    capabilities: CHAT,
    price: ['1.00', '4.00', '0.25', null],
    skill: { code: 0.88, math: 0.8, extraction: 0.95, translation: 0.93, chat: 0.94 },
    firstTokenMs: 180,
    tokensPerSecond: 160,
    failureRate: 0,
    reasoningTokens: 0,
  },
  {
    id: 'sage',
    context: 400_000,
    maxOutput: 32_768,
    capabilities: `${CHAT} reasoning`,
    price: ['5.00', '20.00', '0.50', '6.25'],
    skill: { code: 0.96, math: 0.95, extraction: 0.97, translation: 0.96, chat: 0.95 },
    firstTokenMs: 450,
    tokensPerSecond: 90,
    failureRate: 0,
    reasoningTokens: 48,
  },
  {
    id: 'flaky',
    context: 128_000,
    maxOutput: 8_192,
    capabilities: CHAT,
    price: ['0.05', '0.20', null, null],
    skill: { code: 0.6, math: 0.5, extraction: 0.9, translation: 0.88, chat: 0.9 },
    firstTokenMs: 60,
    tokensPerSecond: 300,
    failureRate: 0.3,
    reasoningTokens: 0,
  },
  {
    id: 'embed',
    context: 8_192,
    maxOutput: null,
    capabilities: 'embeddings',
    price: ['0.02', '0', null, null],
    skill: { code: 1, math: 1, extraction: 1, translation: 1, chat: 1 },
    firstTokenMs: 10,
    tokensPerSecond: 10_000,
    failureRate: 0,
    reasoningTokens: 0,
  },
];

/** The simulated model of a name, with or without the `sandbox/` before it; null: none. */
export function findSandboxModel(name: string): SandboxModel | null {
  const id = name.startsWith('sandbox/') ? name.slice('sandbox/'.length) : name;
  return SANDBOX_MODELS.find((model) => model.id === id) ?? null;
}
