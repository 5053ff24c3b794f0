import { addPair, type Evidence, emptyEvidence, type Usage } from './evidence.js';
import type { LiveFacts, RouteTerms } from './route-terms.js';

/** Prices and answers of a request: 1,000 tokens in, 200 out. */
export function usage(costUsd: number, latencyMs = 500): Usage {
  return { inputTokens: 1000, outputTokens: 200, costUsd, latencyMs };
}

/** How often a model wins, ties and loses against the default in a category. */
export interface Record {
  category: string;
  model: string;
  win: number;
  tie: number;
  loss: number;
  costUsd?: number;
  latencyMs?: number;
  at?: number;
}

/** Evidence made of whole records; the default takes 0.01 USD and 1,000 ms. */
export function evidenceOf(records: readonly Record[]): Evidence {
  const evidence = emptyEvidence();
  for (const record of records) addRecord(evidence, record);
  return evidence;
}

/** Adds the pairs of a record, wins, ties and losses in turn. */
export function addRecord(evidence: Evidence, record: Record): void {
  const { category, model, costUsd = 0.001, latencyMs = 500, at = 0 } = record;
  const outcomes = [
    [1, record.win],
    [0, record.tie],
    [-1, record.loss],
  ] as const;
  for (const [difference, times] of outcomes)
    for (let pair = 0; pair < times; pair++)
      addPair(evidence, {
        category,
        model,
        difference,
        at,
        modelUsage: usage(costUsd, latencyMs),
        defaultUsage: usage(0.01, 1000),
      });
}

export const terms: RouteTerms = {
  defaultModel: 'strong',
  candidates: ['cheap'],
  maxQualityLoss: 0.01,
  minPairs: 300,
  objective: 'price',
};

export const facts: LiveFacts = {
  now: 0,
  traffic: new Map(),
  served: new Map(),
  prices: new Map(),
  unhealthy: new Set(),
  judge: { kappa: null },
};
