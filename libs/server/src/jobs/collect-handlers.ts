import type { JobHandlers } from '@weighbridge/contracts/jobs/job-catalogue';
import { JOB_NAMES } from './job-queues.js';

/**
 * Joins the handlers of several areas to one set.
 * @throws Error when a job of the catalogue has no handler or more than one: the process must not start
 */
export function collectHandlers(...groups: readonly Partial<JobHandlers>[]): JobHandlers {
  const handlers: Partial<JobHandlers> = {};
  for (const group of groups)
    for (const name of Object.keys(group))
      if (Object.hasOwn(handlers, name))
        throw new Error(
          `the job "${name}" has two handlers: remove one where the worker is composed`,
        );
      else Object.assign(handlers, { [name]: group[name as keyof JobHandlers] });
  const missing = JOB_NAMES.filter((name) => !handlers[name]);
  if (missing.length > 0)
    throw new Error(`the job "${missing[0]}" has no handler: add one where the worker is composed`);
  return handlers as JobHandlers;
}
