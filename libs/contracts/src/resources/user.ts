import { z } from 'zod';

const Email = z
  .email()
  .or(z.string().regex(/^[^\s@]+@localhost$/, 'must be an e-mail address, such as ann@example.com'))
  .transform((email) => email.toLowerCase())
  .pipe(z.string().max(254));
export const SHORTEST_PASSWORD = 12;
const Password = z
  .string()
  .min(SHORTEST_PASSWORD, `must have at least ${SHORTEST_PASSWORD} characters`)
  .max(1024);

export const UserCreate = z.strictObject({
  email: Email,
  name: z.string().min(1).max(200).optional(),
  password: Password.optional().describe('Without one the user cannot sign in yet.'),
  instance_owner: z.boolean().optional(),
});
export type UserCreate = z.infer<typeof UserCreate>;

export const UserPatch = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  password: Password.optional().describe('Ends every session of the user.'),
  instance_owner: z.boolean().optional(),
});
export type UserPatch = z.infer<typeof UserPatch>;

export const UserView = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  instance_owner: z.boolean(),
  created_at: z.iso.datetime(),
});
export type UserView = z.infer<typeof UserView>;
