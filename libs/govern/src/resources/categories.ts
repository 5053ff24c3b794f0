import { Category } from '@weighbridge/contracts/config/category';
import type {
  CategoryCreate,
  CategoryPatch,
  CategoryView,
} from '@weighbridge/contracts/resources/category';
import { type CategoryRow, LAST_POSITION } from '../tables/rows.js';
import { configRules, mergeConfig, newConfigRow } from './config-rows.js';
import { readInput } from './invalid-input.js';
import { isReadOnly, ownedView } from './owned-view.js';
import type { ResourceDefinition } from './resource-definition.js';

const CategoryConfig = Category.omit({ workspace: true });

export const categories: ResourceDefinition<
  CategoryRow,
  CategoryCreate,
  CategoryPatch,
  CategoryView
> = {
  ...configRules,
  name: 'categories',
  noun: 'category',
  table: (tables) => tables.categories,
  isReadOnly,
  async create({ workspace: _, ...config }, { workspaceId }, { tables, clock }) {
    const now = new Date(clock.now());
    const row: CategoryRow = {
      ...newConfigRow(config.name, config, workspaceId, 'api', now),
      position: LAST_POSITION,
    };
    await tables.categories.insert(row);
    return { row };
  },
  async update(row, patch, { tables }) {
    const config = readInput(CategoryConfig, mergeConfig(row.config, patch));
    const updated: CategoryRow = { ...row, config };
    await tables.categories.update(updated);
    return updated;
  },
  remove: (row, { tables }) => tables.categories.remove(row),
  view: (rows) =>
    Promise.resolve(
      rows.map((row) => ({
        id: row.id,
        ...row.config,
        workspace: row.workspaceId,
        ...ownedView(row),
      })),
    ),
};
