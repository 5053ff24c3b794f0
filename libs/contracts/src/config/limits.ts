import { z } from 'zod';
import { Count } from './scalars.js';

/** Rates over any 60 seconds, and how many requests may run at once. */
export const Limits = z.strictObject({
  rpm: Count.describe('Requests in any 60 seconds.').optional(),
  tpm: Count.describe('Tokens in any 60 seconds, input and output together.').optional(),
  max_parallel: Count.describe('Requests running at the same time.').optional(),
});
export type Limits = z.infer<typeof Limits>;
