import type { Category } from '@weighbridge/contracts/config/category';
import type { Route } from '@weighbridge/contracts/config/route';
import type { Place } from '../../access/authorize.js';
import { newConfigRow } from '../../resources/config-rows.js';
import type { CategoryRow, RouteRow, RowSource } from '../../tables/rows.js';
import { DEFAULT_ORGANIZATION } from '../default-tenants.js';
import { asStored, type Reconciliation, reconcileRows } from './reconciliation.js';

/** Makes the file's routes exist. */
export async function reconcileRoutes(pass: Reconciliation, routes: Route[]): Promise<void> {
  await reconcileRows<RouteRow>(pass, {
    ...common,
    name: 'routes',
    noun: 'route',
    table: pass.tables.routes,
    known: await pass.tables.routes.matching('every', {}),
    wanted: routes.map(({ workspace, ...config }) =>
      wantedRow(pass, config.id, workspace ?? null, asStored(config)),
    ),
  });
}

/** Makes the file's categories exist. */
export async function reconcileCategories(
  pass: Reconciliation,
  categories: Category[],
): Promise<void> {
  await reconcileRows<CategoryRow>(pass, {
    ...common,
    name: 'categories',
    noun: 'category',
    table: pass.tables.categories,
    known: await pass.tables.categories.matching('every', {}),
    wanted: categories.map(({ workspace, ...config }, position) => {
      const wanted = wantedRow(pass, config.name, workspace ?? null, asStored(config));
      return { ...wanted, build: (known) => ({ ...wanted.build(known), position }) };
    }),
  });
}

/** Everything the file puts into a workspace belongs to the workspace's organisation. */
export const placeOfConfigRow = ({ workspaceId }: { workspaceId: string | null }): Place => ({
  organizationId: workspaceId === null ? null : DEFAULT_ORGANIZATION,
  workspaceId,
});

const common = { placeOf: placeOfConfigRow, idOf: ({ id }: { id: string }) => id };

interface ConfigRow<Config> {
  uid: string;
  id: string;
  workspaceId: string | null;
  config: Config;
  source: RowSource;
  createdAt: Date;
}

const wantedRow = <Config extends object>(
  { source, now }: Reconciliation,
  id: string,
  workspaceId: string | null,
  config: Config,
) => ({
  id,
  isSame: (row: ConfigRow<Config>) => row.id === id && row.workspaceId === workspaceId,
  build: (known: ConfigRow<Config> | undefined): ConfigRow<Config> => ({
    ...newConfigRow(id, config, workspaceId, source, known?.createdAt ?? now),
    ...(known && { uid: known.uid }),
  }),
  input: config,
});
