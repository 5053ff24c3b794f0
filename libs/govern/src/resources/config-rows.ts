import { newId } from '@weighbridge/kernel/ids';
import type { Place } from '../access/authorize.js';
import type { RowSource } from '../tables/rows.js';
import { chooseWorkspace, placeOfWorkspace } from './find-place.js';
import type { ResourceContext } from './resource-definition.js';

/** Rules shared by what is configured for one workspace or, without one, for all. */
export const configRules = {
  reload: true,
  whereId: (id: string) => ({ id }),
  idOf: (row: { id: string }) => row.id,
  placeOf: (row: { workspaceId: string | null }, { tables }: ResourceContext) =>
    placeOfWorkspace(tables, row.workspaceId),
  /** Without a workspace the row is for all of them, which only the instance owner may add. */
  placeOfNew: (
    input: { workspace?: string | undefined },
    queried: string | undefined,
    { principal, tables }: ResourceContext,
  ): Promise<Place> => {
    const workspace = input.workspace ?? queried;
    return workspace === undefined
      ? Promise.resolve({ organizationId: null, workspaceId: null })
      : chooseWorkspace(principal, workspace, tables);
  },
};

/** A new row for a configuration, at a place. */
export const newConfigRow = <Config>(
  id: string,
  config: Config,
  workspaceId: string | null,
  source: RowSource,
  createdAt: Date,
) => ({ uid: newId('cfg'), ...{ id, config, workspaceId, source, createdAt } });

/** Lays a change over a configuration: null clears a field, an absent one stays. */
export const mergeConfig = (config: object, patch: object): Record<string, unknown> => {
  const merged: Record<string, unknown> = { ...config };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else if (value !== undefined) merged[field] = value;
  }
  return merged;
};
