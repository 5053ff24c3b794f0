import type { Budget } from '../budgets/budget.js';
import type { Hold, HoldAmounts } from '../budgets/hold.js';
import { sizeHold } from '../budgets/size-hold.js';
import { boundInputTokens } from '../catalogue/estimate-input-tokens.js';
import type { Target } from '../routing/snapshot.js';
import type { ActiveRequest } from './active-request.js';
import type { Gateway } from './gateway.js';

/** The budgets that apply to an attempt of this request at this target. */
export function budgetsOf(
  gateway: Gateway,
  request: ActiveRequest,
  target: Target,
): readonly Budget[] {
  const { row } = request.key;
  return gateway.book.applying({
    workspaceId: row.workspaceId,
    teamId: row.teamId,
    keyId: row.id,
    user: request.user,
    provider: target.provider.id,
    model: target.model,
    tags: request.controls.tags,
  });
}

/**
 * Reserves the money of one attempt over the given budgets.
 * @throws ApiError `budget_exceeded`, `store_unavailable`, or `invalid_request` where a budget
 *   applies and the cost cannot be bounded
 */
export const holdMoney = (
  gateway: Gateway,
  request: ActiveRequest,
  target: Target,
  budgets: readonly Budget[],
): Hold | Promise<Hold> => gateway.book.hold(budgets, sizeOf(gateway, request, target));

function sizeOf(gateway: Gateway, request: ActiveRequest, target: Target): HoldAmounts {
  const { call, inputEstimate } = request;
  const { price, maxOutput, context } = target.facts;
  if (call.operation === 'embeddings')
    return sizeHold({
      price,
      inputEstimate,
      inputBound: boundInputTokens(call, context),
      maxTokens: 0,
      modelMaxOutput: 0,
      expectedOutput: 0,
      choices: 1,
    });
  return sizeHold({
    price,
    inputEstimate,
    inputBound: boundInputTokens(call, context),
    maxTokens: call.maxOutputTokens,
    modelMaxOutput: maxOutput,
    expectedOutput: gateway.history.expect(request.key.row.id, target.id),
    choices: call.choices,
  });
}
