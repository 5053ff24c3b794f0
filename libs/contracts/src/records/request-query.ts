import { z } from 'zod';
import { ListQuery } from '../resources/envelope.js';
import { Period } from './period.js';

const Filter = z.string().min(1).max(512).optional();

const Status = z
  .string()
  .regex(/^(ok|error|cancelled|interrupted|[1-5]xx|[1-5]\d\d)$/, {
    error: 'must be ok, error, cancelled, interrupted, an HTTP status such as 402, or 4xx',
  })
  .optional();

/** Which requests; all that are given must hold. */
const Filters = {
  model: Filter.describe('`model` or `provider/model`.'),
  provider: Filter,
  status: Status,
  key: Filter.describe('Id or name of a key.'),
  user: Filter,
  session: Filter,
  category: Filter,
  route: Filter,
  tag: Filter,
  q: Filter.describe('Text in the body, the answer or the error, or an id.'),
};

/** Query of `GET /api/v1/requests`. */
export const RequestsQuery = ListQuery.extend({ ...Period, ...Filters });
export type RequestsQuery = z.infer<typeof RequestsQuery>;

export const USAGE_GROUPS = [
  'workspace',
  'model',
  'provider',
  'key',
  'user',
  'team',
  'route',
  'category',
  'status',
  'tag',
  'minute',
  'hour',
  'day',
  'week',
  'month',
] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

const isGroup = (name: string): name is UsageGroup =>
  (USAGE_GROUPS as readonly string[]).includes(name);

const GroupBy = z.string().transform((text, context): UsageGroup[] => {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  if (names.length <= 4 && names.every(isGroup)) return names.filter(isGroup);
  const message = `must be up to four of ${USAGE_GROUPS.join(', ')}`;
  context.issues.push({ code: 'custom', message, input: text });
  return z.NEVER;
});

/** Query of `GET /api/v1/usage`. */
export const UsageQuery = z.strictObject({
  workspace: ListQuery.shape.workspace,
  ...Period,
  ...Filters,
  group_by: GroupBy.default(['model']).describe(`Up to four of ${USAGE_GROUPS.join(', ')}.`),
});
export type UsageQuery = z.infer<typeof UsageQuery>;
