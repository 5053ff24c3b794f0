import { z } from 'zod';
import { ResourceId } from '../config/scalars.js';

export const MemberRole = z.enum(['owner', 'admin', 'member', 'viewer']);
export type MemberRole = z.infer<typeof MemberRole>;

/** A role in exactly one of `organization` and `workspace`. */
export const MemberCreate = z.strictObject({
  user: z.string().min(1).max(254).describe('The id or the e-mail address of a user.'),
  role: MemberRole,
  organization: ResourceId.optional(),
  workspace: ResourceId.optional(),
});
export type MemberCreate = z.infer<typeof MemberCreate>;

export const MemberPatch = z.strictObject({ role: MemberRole });
export type MemberPatch = z.infer<typeof MemberPatch>;

export const MemberView = z.object({
  id: z.string(),
  user: z.string(),
  email: z.string(),
  organization: z.string().nullable(),
  workspace: z.string().nullable(),
  role: MemberRole,
  created_at: z.iso.datetime(),
});
export type MemberView = z.infer<typeof MemberView>;
