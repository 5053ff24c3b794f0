import type { UserCreate, UserPatch, UserView } from '@weighbridge/contracts/resources/user';
import { newId } from '@weighbridge/kernel/ids';
import { hashPassword } from '../passwords/password.js';
import type { UserRow } from '../tables/rows.js';
import { keepAnInstanceOwner } from './keep-an-owner.js';
import type { ResourceDefinition } from './resource-definition.js';

const NOWHERE = { organizationId: null, workspaceId: null };

export const users: ResourceDefinition<UserRow, UserCreate, UserPatch, UserView> = {
  name: 'users',
  noun: 'user',
  reload: false,
  table: (tables) => tables.users,
  whereId: (id) => ({ id }),
  idOf: (row) => row.id,
  placeOf: () => Promise.resolve(NOWHERE),
  isReadOnly: () => false,
  placeOfNew: () => Promise.resolve(NOWHERE),
  async create(input, _place, { tables, clock }) {
    const row: UserRow = {
      id: newId('usr'),
      email: input.email,
      name: input.name ?? input.email,
      passwordHash: input.password === undefined ? null : await hashPassword(input.password),
      instanceOwner: input.instance_owner ?? false,
      createdAt: new Date(clock.now()),
    };
    await tables.users.insert(row);
    return { row };
  },
  async update(row, patch, { tables }) {
    const updated: UserRow = {
      ...row,
      name: patch.name ?? row.name,
      instanceOwner: patch.instance_owner ?? row.instanceOwner,
    };
    if (row.instanceOwner && !updated.instanceOwner) await keepAnInstanceOwner(tables, row);
    if (patch.password !== undefined) {
      updated.passwordHash = await hashPassword(patch.password);
      for (const session of await tables.consoleSessions.matching('every', { userId: row.id })) {
        await tables.consoleSessions.remove(session);
      }
    }
    await tables.users.update(updated);
    return updated;
  },
  async remove(row, { tables }) {
    if (row.instanceOwner) await keepAnInstanceOwner(tables, row);
    await tables.users.remove(row);
  },
  view: (rows) =>
    Promise.resolve(
      rows.map((row) => ({
        id: row.id,
        email: row.email,
        name: row.name,
        instance_owner: row.instanceOwner,
        created_at: row.createdAt.toISOString(),
      })),
    ),
};
