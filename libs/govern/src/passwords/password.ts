import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the library's default) at the first parameter set that OWASP recommends: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password as PHC text. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

let decoy: Promise<string> | undefined;

/**
 * Whether a password is the one hashed. Without a hash (no such user, no password yet) it works as
 * long and says no, so that timing does not tell who exists.
 */
export async function verifyPassword(known: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no password at all');
  const matches = await verify(known ?? (await decoy), password);
  return matches && known !== null;
}
