import { type ConnectionOptions, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';

const POOL_SIZE = 4;

/**
 * Where jobs live: Redis when there is one, else the Postgres that holds everything anyway, in a
 * schema of its own. Sets BullMQ's process-wide backend, so call it before any queue is made.
 * @returns the `connection` for `BullModule.forRoot`
 */
export function chooseJobBackend(stores: {
  databaseUrl: string;
  redisUrl: string | null;
}): ConnectionOptions {
  if (stores.redisUrl) return { url: stores.redisUrl, maxRetriesPerRequest: null };
  setDefaultBackendFactory(createPostgresBackend);
  const connection = {
    connectionString: stores.databaseUrl,
    schema: 'jobs',
    migrate: true,
    max: POOL_SIZE,
  };
  return connection as ConnectionOptions; // Nest's types know Redis alone; the backend reads its own
}
