import { z } from 'zod';
import { Count } from './scalars.js';

/** Rates over any 60 seconds, and how many requests may run at once. */
export const Limits = z.strictObject({
  rpm: Count.optional(),
  tpm: Count.optional(),
  max_parallel: Count.optional(),
});
export type Limits = z.infer<typeof Limits>;
