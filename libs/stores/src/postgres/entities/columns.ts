import type { EntitySchemaColumnOptions } from 'typeorm';

type Options = Partial<EntitySchemaColumnOptions>;

/** Column shapes by what they hold; `name` is the column's name in SQL where it differs. */
export const text = (options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'text',
  ...options,
});

export const id = (): EntitySchemaColumnOptions => text({ primary: true });

export const flag = (options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'boolean',
  ...options,
});

export const json = (options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'jsonb',
  ...options,
});

export const instant = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'timestamptz',
  name,
  ...options,
});

/** A 64-bit integer that stays exact: `pg` hands it over as text. */
export const exactInteger = (options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'bigint',
  transformer: {
    to: (value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    from: (value: unknown) => (typeof value === 'string' ? BigInt(value) : value),
  },
  ...options,
});

/** A 64-bit counter that stays below 2^53 in any life of an installation. */
export const counter = (options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'bigint',
  transformer: {
    to: (value: unknown) => value,
    from: (value: unknown) => (typeof value === 'string' ? Number(value) : value),
  },
  ...options,
});

export const workspaceId = (options: Options = {}): EntitySchemaColumnOptions =>
  text({ name: 'workspace_id', ...options });

/** Who owns the row, and since when it exists. */
export const owned = {
  source: text(),
  createdAt: instant('created_at'),
};
