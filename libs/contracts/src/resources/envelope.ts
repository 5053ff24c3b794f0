import { z } from 'zod';
import { ResourceId } from '../config/scalars.js';

export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 500;

const Workspace = ResourceId.describe(
  'Only this workspace. Without it, every workspace that the caller may read.',
);

/** Query of one resource. */
export const OneQuery = z.strictObject({ workspace: Workspace.optional() });
export type OneQuery = z.infer<typeof OneQuery>;

/** Query of a list. */
export const ListQuery = z.strictObject({
  workspace: Workspace.optional(),
  limit: z.coerce
    .number()
    .pipe(z.int().min(1).max(LARGEST_PAGE))
    .default(DEFAULT_PAGE)
    .describe('Rows per page.'),
  cursor: z.string().max(1024).optional().describe('The `next_cursor` of the page before.'),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** A page of a list. */
export interface ListOf<View> {
  data: View[];
  next_cursor: string | null;
}

/** What every resource answers with besides its own fields. */
export const Owned = z.object({
  created_at: z.iso.datetime(),
  source: z
    .enum(['api', 'file', 'env', 'bootstrap'])
    .describe('`file` and `env` rows are edited where they are defined.'),
  read_only: z.boolean(),
});

/** The schema of a page of these. */
export const listOf = <View extends z.ZodType>(view: View) =>
  z.object({ data: z.array(view), next_cursor: z.string().nullable() });

export const ErrorBody = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string(),
    metadata: z.record(z.string(), z.unknown()).optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
