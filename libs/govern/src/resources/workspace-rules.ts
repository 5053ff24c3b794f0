import { chooseWorkspace, placeOfWorkspace } from './find-place.js';
import { isReadOnly } from './owned-view.js';
import type { ResourceContext } from './resource-definition.js';

/** Rules shared by what always belongs to one workspace. */
export const workspaceRules = {
  reload: true,
  whereId: (id: string) => ({ id }),
  idOf: (row: { id: string }) => row.id,
  placeOf: (row: { workspaceId: string }, { tables }: ResourceContext) =>
    placeOfWorkspace(tables, row.workspaceId),
  isReadOnly,
  placeOfNew: (
    input: { workspace?: string | undefined },
    queried: string | undefined,
    { principal, tables }: ResourceContext,
  ) => chooseWorkspace(principal, input.workspace ?? queried, tables),
};
