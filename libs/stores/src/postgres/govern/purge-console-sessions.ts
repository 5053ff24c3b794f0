import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';

/** Deletes console sessions that have ended; they open nothing any more. */
export const purgeConsoleSessions = (dataSource: DataSource): Promise<void> =>
  guardStore(async () => {
    await dataSource.query('DELETE FROM console_sessions WHERE expires_at < clock_timestamp()');
  });
