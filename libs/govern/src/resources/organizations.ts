import type {
  OrganizationCreate,
  OrganizationPatch,
  OrganizationView,
} from '@weighbridge/contracts/resources/organization';
import type { OrganizationRow } from '../tables/rows.js';
import { isReadOnly, ownedView } from './owned-view.js';
import type { ResourceDefinition } from './resource-definition.js';

export const organizations: ResourceDefinition<
  OrganizationRow,
  OrganizationCreate,
  OrganizationPatch,
  OrganizationView
> = {
  name: 'organizations',
  noun: 'organisation',
  reload: false,
  table: (tables) => tables.organizations,
  whereId: (id) => ({ id }),
  idOf: (row) => row.id,
  placeOf: (row) => Promise.resolve({ organizationId: row.id, workspaceId: null }),
  isReadOnly,
  placeOfNew: () => Promise.resolve({ organizationId: null, workspaceId: null }),
  async create({ id, name }, _place, { tables, clock }) {
    const createdAt = new Date(clock.now());
    const row: OrganizationRow = { id, name: name ?? id, source: 'api', createdAt };
    await tables.organizations.insert(row);
    return { row };
  },
  async update(row, patch, { tables }) {
    const updated = { ...row, name: patch.name ?? row.name };
    await tables.organizations.update(updated);
    return updated;
  },
  remove: (row, { tables }) => tables.organizations.remove(row),
  view: (rows) =>
    Promise.resolve(rows.map((row) => ({ id: row.id, name: row.name, ...ownedView(row) }))),
};
