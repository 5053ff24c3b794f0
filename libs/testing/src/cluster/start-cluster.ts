import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedStore } from '@weighbridge/stores/embedded/embedded-store';
import { startLocalRedis } from '@weighbridge/stores/embedded/redis/start-local-redis';
import pg from 'pg';
import { type Product, startProduct } from '../acceptance/start-product.js';
import { createTestClickHouse } from '../stores/create-test-clickhouse.js';
import { createTestDatabase } from '../stores/create-test-database.js';

/** 32 bytes; all roles of a cluster share one. */
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');
const ADMIN_TOKEN = 'wbadmin-of-the-tested-cluster';

/** The roles as processes of their own on real stores. */
export interface Cluster {
  control: Product;
  gateways: Product[];
  /** Starts a gateway, on the data directory of one that was killed if given. */
  startGateway(options?: {
    dataDir?: string;
    env?: Readonly<Record<string, string>>;
  }): Promise<Product>;
  redis: RedisOfCluster;
  postgres: PostgresOfCluster;
  remove(): Promise<void>;
}

export interface RedisOfCluster {
  url: string;
  stop(): Promise<void>;
  /** Again on the same port, empty. */
  start(): Promise<void>;
}

export interface PostgresOfCluster {
  sql<Row extends pg.QueryResultRow>(query: string): Promise<Row[]>;
  /** Breaks every connection of the cluster and lets none in. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** Starts control plane and gateways on a database, an engine and a Redis of their own. */
export async function startCluster(options: {
  config: object;
  gateways: number;
}): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'wb-cluster-'));
  const [database, clickHouse, redis] = await Promise.all([
    createTestDatabase(),
    createTestClickHouse(),
    openRedis(folder),
  ]);
  const environment = {
    DATABASE_URL: database.url,
    CLICKHOUSE_URL: clickHouse.url,
    REDIS_URL: redis.url,
    WB_MASTER_KEY: MASTER_KEY,
    WB_ADMIN_TOKEN: ADMIN_TOKEN,
  };
  const startRole = (role: string, more: Parameters<typeof startProduct>[0]): Promise<Product> =>
    startProduct({
      ...more,
      arguments: ['--role', role],
      env: { ...environment, ...more?.env },
    });
  const startGateway: Cluster['startGateway'] = (more = {}) => startRole('gateway', more);
  const removeStores = async (): Promise<void> => {
    await redis.stop();
    await Promise.all([database.drop(), clickHouse.drop()]);
    await rm(folder, { recursive: true, force: true });
  };
  const started = await Promise.allSettled([
    startRole('control', { config: options.config }),
    ...Array.from({ length: options.gateways }, () => startGateway()),
  ]);
  const products = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = started.find((each) => each.status === 'rejected');
  const [control, ...gateways] = products;
  const cluster: Cluster = {
    ...{ control: control!, gateways, startGateway, redis },
    postgres: openPostgres(database.url),
    async remove() {
      await Promise.all([cluster.control, ...cluster.gateways].map((product) => product.remove()));
      await removeStores();
    },
  };
  if (!failed) return cluster;
  await Promise.all(products.map((product) => product.remove()));
  await removeStores();
  throw failed.reason;
}

async function openRedis(dataDir: string): Promise<RedisOfCluster> {
  const searchPath = process.env['PATH'] ?? '';
  const started = await startLocalRedis({ dataDir, searchPath });
  if (!started) throw new Error('there is no redis-server on the PATH');
  let store: EmbeddedStore = started;
  const port = Number(new URL(store.url).port);
  return {
    url: store.url,
    stop: () => store.stop(),
    async start() {
      store = (await startLocalRedis({ dataDir, searchPath, port }))!;
    },
  };
}

/** Acts from the server's own database, which stays open. */
function openPostgres(url: string): PostgresOfCluster {
  const name = /@\/(\w+)\?/.exec(url)?.[1] ?? '';
  const query = async <Row extends pg.QueryResultRow>(
    connectionString: string,
    ...queries: string[]
  ): Promise<Row[]> => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      let rows: Row[] = [];
      for (const text of queries) rows = (await client.query<Row>(text)).rows;
      return rows;
    } finally {
      await client.end();
    }
  };
  const server = url.replace(`@/${name}?`, '@/weighbridge?');
  return {
    sql: (text) => query(url, text),
    async close() {
      await query(
        server,
        `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      );
    },
    async open() {
      await query(server, `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
    },
  };
}
