/** Roles from the weakest to the strongest; each holds all that the ones before it hold. */
export const ROLES = ['viewer', 'member', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** Whether a role holds at least what another one holds. */
export const reaches = (role: Role, least: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(least);

/** The stronger of two roles; undefined is no role at all. */
export const strongerRole = (one: Role | undefined, other: Role): Role =>
  one !== undefined && reaches(one, other) ? one : other;
