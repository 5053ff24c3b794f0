import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { MembershipRow, UserRow } from '../tables/rows.js';
import type { Tables } from '../tables/tables.js';

/** @throws ApiError `conflict` when the instance would be left without an owner who can sign in. */
export async function keepAnInstanceOwner(tables: Tables, leaving: UserRow): Promise<void> {
  const owners = await tables.users.matching('every', { instanceOwner: true });
  if (owners.some(({ id }) => id !== leaving.id)) return;
  throw new ApiError('conflict', 'the last owner of the instance cannot be removed');
}

/** @throws ApiError `conflict` when an organisation would be left without an owner. */
export async function keepAnOwner(tables: Tables, leaving: MembershipRow): Promise<void> {
  const { organizationId } = leaving;
  if (leaving.role !== 'owner' || organizationId === null) return;
  const owners = await tables.memberships.matching('every', { organizationId, role: 'owner' });
  if (owners.some(({ id }) => id !== leaving.id)) return;
  throw new ApiError('conflict', 'the last owner of an organisation cannot be removed');
}
