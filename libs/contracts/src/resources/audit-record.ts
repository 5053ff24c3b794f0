import { z } from 'zod';

export const AuditRecordView = z.object({
  id: z.string().describe('The sequence number.'),
  seq: z.int(),
  created_at: z.iso.datetime(),
  actor: z.object({ type: z.string(), id: z.string() }),
  action: z.string(),
  resource: z.object({ type: z.string(), id: z.string() }),
  organization: z.string().nullable(),
  workspace: z.string().nullable(),
  outcome: z.enum(['done', 'denied']),
  request_id: z.string().nullable(),
  changes: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditRecordView = z.infer<typeof AuditRecordView>;
