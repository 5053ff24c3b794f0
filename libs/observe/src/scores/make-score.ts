import type { NewScore } from '@weighbridge/contracts/records/read-score';
import type { ScoreRecord } from '@weighbridge/contracts/records/score-record';
import { newId } from '@weighbridge/kernel/ids';

/** What somebody said, as the record of a new score: numbers and booleans are values, texts labels. */
export const makeScore = (
  score: NewScore,
  from: Pick<ScoreRecord, 'workspaceId' | 'keyId' | 'source' | 'createdAt'>,
): ScoreRecord => ({
  id: newId('score', from.createdAt),
  ...from,
  requestId: score.request_id ?? null,
  traceId: score.trace_id ?? null,
  name: score.name,
  value: typeof score.value === 'string' ? null : Number(score.value),
  label: typeof score.value === 'string' ? score.value : null,
  comment: score.comment ?? null,
});
