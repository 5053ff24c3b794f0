import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities/entities.js';
import { guardStore } from './guard-store.js';
import { migrate } from './migrate.js';
import { MIGRATIONS } from './migrations/migrations.js';

/** Owns nothing and may only append to the audit log: see the first migration. */
const APPLICATION_ROLE = 'weighbridge_app';
const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 5_000;
/** Ends the wait for a server that is there but does not answer, as one that is stopped. */
const ANSWER_TIMEOUT_MS = 6_000;

/** A pool on the control plane's database; only stores sends it SQL. */
export type Database = DataSource;

export interface PostgresOptions {
  /** Connections of this process; ten by default. */
  maxConnections?: number;
  /** False: the schema is taken as it is. */
  migrate?: boolean;
}

/**
 * Connects to Postgres, brings the schema up to date and returns a pool that works as the
 * application role where there is one.
 * @throws ApiError `store_unavailable` when Postgres does not answer.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  return guardStore(async () => {
    const owner = await new DataSource(connection(url, 2, {})).initialize();
    let role: string;
    try {
      if (options.migrate ?? true) await migrate(owner);
      role = await findApplicationRole(owner);
    } finally {
      await owner.destroy();
    }
    const connections = options.maxConnections ?? MAX_CONNECTIONS;
    const session = {
      options: role ? `-c role=${role}` : '',
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
    };
    return new DataSource(connection(url, connections, session)).initialize();
  });
}

/** A migration may take its time; what answers a caller may not. */
const connection = (url: string, poolSize: number, session: object): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTableName: 'schema_migrations',
  poolSize,
  connectTimeoutMS: CONNECT_TIMEOUT_MS,
  // A broken idle connection is reported by the next query; the pool replaces it.
  poolErrorHandler: () => undefined,
  extra: { application_name: 'weighbridge', ...session },
});

async function findApplicationRole(dataSource: DataSource): Promise<string> {
  const rows: unknown[] = await dataSource.query(
    `SELECT 1 FROM pg_roles WHERE rolname = $1 AND pg_has_role(current_user, oid, 'MEMBER')
       AND has_table_privilege(oid, 'instance', 'UPDATE')`,
    [APPLICATION_ROLE],
  );
  return rows.length > 0 ? APPLICATION_ROLE : '';
}
