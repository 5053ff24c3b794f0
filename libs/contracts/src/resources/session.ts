import { z } from 'zod';
import { MemberRole } from './member.js';

export const SignIn = z.strictObject({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(1024),
});
export type SignIn = z.infer<typeof SignIn>;

/** Who the caller is and what they may do where. */
export const SessionView = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }).nullable(),
  instance_owner: z.boolean(),
  organizations: z.record(z.string(), MemberRole),
  workspaces: z.record(z.string(), MemberRole),
  csrf_token: z
    .string()
    .nullable()
    .describe('To be sent as x-wb-csrf with every change; null for a bearer token.'),
});
export type SessionView = z.infer<typeof SessionView>;
