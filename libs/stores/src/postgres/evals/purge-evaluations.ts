import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';

/** Older evidence weighs a millionth: the half-life of a pair is 7 days. */
const PAIRS_KEPT = `interval '140 days'`;
const RUNS_KEPT = `interval '90 days'`;
/** Beyond the life of an idempotency key no call can be repeated. */
const CALLS_KEPT = 7;
const DAYS_KEPT = 400;

const PURGES = [
  `DELETE FROM eval_pairs WHERE created_at < now() - ${PAIRS_KEPT}`,
  `DELETE FROM eval_runs WHERE created_at < now() - ${RUNS_KEPT} AND state <> 'pending'`,
  `DELETE FROM eval_calls WHERE day < current_date - ${CALLS_KEPT}`,
  `DELETE FROM eval_reservations WHERE day < current_date - ${CALLS_KEPT}`,
  `DELETE FROM eval_days WHERE day < current_date - ${DAYS_KEPT}`,
];

/** Deletes what evaluations need no more. */
export const purgeEvaluations = (dataSource: DataSource): Promise<void> =>
  guardStore(async () => {
    for (const purge of PURGES) await dataSource.query(purge);
  });
