import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { formatUsd } from '@weighbridge/kernel/money';
import type { LocalWindow } from './local-window.js';

const RETRY_AFTER_STORE_SECONDS = 2;

type SpentWindow = Pick<LocalWindow, 'row' | 'spent' | 'reserved' | 'resetsAt'>;

/** 402: the window has no headroom for the request (CONTRACT §4 `budget_exceeded`). */
export function budgetExceeded(window: SpentWindow): ApiError {
  const { row, spent, reserved } = window;
  const name = row.scope === 'workspace' ? 'the workspace' : `${row.scope} "${row.scopeId}"`;
  return new ApiError(
    'budget_exceeded',
    `The ${row.period} budget of ${name} has no room for this request: limit $${formatUsd(row.limit)}, spent $${formatUsd(spent)}, reserved $${formatUsd(reserved)}.`,
    { metadata: metadataOf(window) },
  );
}

/** The same for a stream that has begun: its answer ends here. */
export const cutByBudget = (window: SpentWindow | null): ApiError =>
  new ApiError(
    'budget_exceeded',
    'The budget has no room for the rest of this answer, so it was cut here.',
    window ? { metadata: metadataOf(window) } : {},
  );

const metadataOf = ({ row, spent, reserved, resetsAt }: SpentWindow) => ({
  scope: row.scope,
  scope_id: row.scopeId,
  limit: formatUsd(row.limit),
  spent: formatUsd(spent),
  reserved: formatUsd(reserved),
  resets_at: resetsAt === null ? null : new Date(resetsAt).toISOString(),
});

/** 503: nobody can say whether there is headroom. Never 402, and never a yes. */
export function ledgerUnavailable(cause: unknown): ApiError {
  return new ApiError(
    'store_unavailable',
    'The budget ledger cannot be reached, so the cost of this request cannot be reserved.',
    { retryAfterSeconds: RETRY_AFTER_STORE_SECONDS, cause },
  );
}

/** 400: a budget applies and the cost of the target cannot be bounded. */
export function unpriceable(what: 'price' | 'bound'): ApiError {
  return what === 'price'
    ? new ApiError(
        'invalid_request',
        'A budget applies and the price of this model is not known: set its price under the provider’s models.',
        { param: 'model' },
      )
    : new ApiError(
        'invalid_request',
        'A strict budget applies and the greatest output of this model is not known: send max_tokens.',
        { param: 'max_tokens' },
      );
}
