import type { EvaluatorFilter } from '@weighbridge/contracts/evals/evaluator';
import { categoryOf, type FinishedRequest, servedBy } from './finished-request.js';

/**
 * The first condition of a filter that a request does not meet, in words; null: it meets all. Without
 * a condition on the status only answered requests pass: there is nothing to judge in the others.
 */
export function findMismatch(filter: EvaluatorFilter, request: FinishedRequest): string | null {
  const { category, model, route, tags, name } = filter;
  const { status = 'ok' } = filter;
  if (!matchesStatus(status, request))
    return `status is ${request.status} (${request.httpStatus}), not ${status}`;
  if (category !== undefined && category !== categoryOf(request))
    return `category is ${categoryOf(request)}, not ${category}`;
  if (model !== undefined && model !== request.model && model !== servedBy(request))
    return `model is ${servedBy(request)}, not ${model}`;
  if (route !== undefined && route !== request.route)
    return `route is ${request.route || 'none'}, not ${route}`;
  if (name !== undefined && name !== request.operation)
    return `name is ${request.operation}, not ${name}`;
  const missing = listOf(tags).find((tag) => !request.tags.includes(tag));
  return missing === undefined ? null : `tags do not hold ${missing}`;
}

const listOf = (tags: EvaluatorFilter['tags']): readonly string[] =>
  tags === undefined ? [] : typeof tags === 'string' ? [tags] : tags;

/** `402` is one HTTP status, `4xx` a hundred, everything else a status of ours. */
function matchesStatus(wanted: string, { status, httpStatus }: FinishedRequest): boolean {
  if (/^\dxx$/.test(wanted)) return Math.floor(httpStatus / 100) === Number(wanted[0]);
  return wanted === status || wanted === String(httpStatus);
}
