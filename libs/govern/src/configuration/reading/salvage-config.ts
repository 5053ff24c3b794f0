import { Category } from '@weighbridge/contracts/config/category';
import type { ConfigFile } from '@weighbridge/contracts/config/config-file';
import { Provider } from '@weighbridge/contracts/config/provider';
import { Route } from '@weighbridge/contracts/config/route';
import { Workspace } from '@weighbridge/contracts/config/workspace';
import type { Path } from './finding.js';

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

export interface Salvaged {
  config: ConfigFile;
  /** Items that did not fit the schema: only their id is in `config`, nothing about them is judged. */
  unreadable: Path[];
}

/**
 * What can be judged of a file that does not fit the schema, so that its author sees all problems
 * at once: items that fit as they are, the others as their bare id, so that what refers to them
 * is not blamed. Undefined where a section is not even a list.
 */
export function salvageConfig(raw: unknown): Salvaged | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const file = raw as Record<string, unknown>;
  const unreadable: Path[] = [];
  const providers = salvage<Provider>('providers', Provider, (id) => ({ id, type: 'openai' }));
  const routes = salvage<Route>('routes', Route, (id) => ({ id, strategy: 'priority' }));
  const categories = salvage<Category>('categories', Category, (name) => ({ name }));
  const workspaces = salvage<Workspace>('workspaces', Workspace, (id) => ({ id }));
  if (!providers || !routes || !categories || !workspaces) return undefined;
  return { config: { version: 1, providers, routes, categories, workspaces }, unreadable };

  function salvage<T>(
    section: string,
    schema: Schema<T>,
    bare: (id: string) => T,
  ): T[] | undefined {
    const items = file[section] ?? [];
    if (!Array.isArray(items)) return undefined;
    return items.map((item: unknown, index) => {
      const read = schema.safeParse(item);
      if (read.success) return read.data;
      unreadable.push([section, index]);
      return bare(idOf(item) ?? `${section}[${index}]`);
    });
  }
}

function idOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { id, name } = item as { id?: unknown; name?: unknown };
  const own = id ?? name;
  return typeof own === 'string' ? own : undefined;
}
