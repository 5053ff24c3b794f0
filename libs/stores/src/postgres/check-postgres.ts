import type { DataSource } from 'typeorm';
import { guardStore } from './guard-store.js';

/** Resolves when Postgres answers. @throws ApiError `store_unavailable` when it does not. */
export const checkPostgres = (dataSource: DataSource): Promise<void> =>
  guardStore(async () => {
    await dataSource.query('SELECT 1');
  });
