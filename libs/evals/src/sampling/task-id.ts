import { createHash } from 'node:crypto';

const LENGTH = 32;

/** An id that follows from what a task is about: found again, it is the same task. */
export const makeTaskId = (prefix: string, ...parts: readonly string[]): string =>
  `${prefix}_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, LENGTH)}`;
