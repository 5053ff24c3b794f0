import { isSampled } from '../sampling/draw-sample.js';
import {
  categoryOf,
  type FinishedRequest,
  isEvalTraffic,
  servedBy,
} from '../sampling/finished-request.js';
import { makeTaskId } from '../sampling/task-id.js';
import type { ComparisonTerms } from './comparison-terms.js';

/** A comparison that is to be made. */
export interface NewPair {
  /** Follows from what is compared: planned twice, it is one pair. */
  id: string;
  requestId: string;
  category: string;
  /** Pairs of one session are not independent. */
  cluster: string;
  /** `provider/model` that served. */
  incumbent: string;
  /** `provider/model` */
  candidate: string;
  /** As configured. */
  judge: string;
  judgeVersion: string;
  /** Milliseconds since the epoch. */
  requestedAt: number;
}

/** What models are called, and what an auto route falls back on. */
export interface ModelNaming {
  /** `provider/model` of a configured name, the name itself where it is a route; null: nothing. */
  canonical(workspaceId: string, name: string): string | null;
  /** The defaults of the auto routes that a route is or leads to. */
  defaultsUnder(workspaceId: string, routeId: string): readonly string[];
}

/**
 * The comparisons a request calls for: with every candidate that did not serve it and, where an auto
 * route had moved off its default, with that default, so that a regression is seen.
 */
export function planPairs(
  terms: ComparisonTerms,
  judgeVersion: string,
  request: FinishedRequest,
  naming: ModelNaming,
): NewPair[] {
  if (request.operation !== 'chat' || request.status !== 'ok' || request.provider === '') return [];
  if (isEvalTraffic(request) || !isSampled(request.id, terms.sampleRate)) return [];
  const { workspaceId } = request;
  const incumbent = servedBy(request);
  const judge = naming.canonical(workspaceId, terms.judge);
  const candidates = new Set(terms.candidates.map((name) => naming.canonical(workspaceId, name)));
  // A judge prefers its own answers (evals.md, "Self-preference"): it does not judge itself.
  candidates.delete(judge);
  // Unless it is the default: before the move it was judged as what served, and a regression must be seen.
  for (const name of naming.defaultsUnder(workspaceId, request.route))
    candidates.add(naming.canonical(workspaceId, name));
  candidates.delete(null);
  candidates.delete(incumbent);
  return [...candidates].map((candidate) => ({
    id: makeTaskId('pair', workspaceId, request.id, candidate!, judgeVersion),
    requestId: request.id,
    category: categoryOf(request),
    cluster: request.sessionId || request.id,
    incumbent,
    candidate: candidate!,
    judge: terms.judge,
    judgeVersion,
    requestedAt: request.startedAt,
  }));
}
