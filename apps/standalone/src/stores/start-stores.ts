import { startEmbeddedClickHouse } from '@weighbridge/stores/embedded/clickhouse/start-embedded-clickhouse';
import type { EmbeddedStore, StoreLog } from '@weighbridge/stores/embedded/embedded-store';
import { startEmbeddedPostgres } from '@weighbridge/stores/embedded/postgres/start-embedded-postgres';

export type StoreUrls = { databaseUrl: string; clickhouseUrl: string };

export type StartedStores = StoreUrls & {
  /** Stops what was started here: the engine first, Postgres last. */
  stop(): Promise<void>;
};

/**
 * Starts each store that has no external URL, both at once.
 * @throws when one does not start; the other has been stopped then
 */
export async function startStores(
  external: Partial<StoreUrls>,
  dataDir: string,
  log: StoreLog,
): Promise<StartedStores> {
  const [postgres, clickHouse] = await Promise.allSettled([
    external.databaseUrl ? undefined : startEmbeddedPostgres({ dataDir, log }),
    external.clickhouseUrl ? undefined : startEmbeddedClickHouse({ dataDir, log }),
  ]);
  const started = (result: PromiseSettledResult<EmbeddedStore | undefined>) =>
    result.status === 'fulfilled' ? result.value : undefined;
  const stop = async () => {
    await started(clickHouse)?.stop();
    await started(postgres)?.stop();
  };
  for (const result of [postgres, clickHouse]) {
    if (result.status === 'fulfilled') continue;
    await stop();
    throw result.reason;
  }
  return {
    databaseUrl: external.databaseUrl ?? (started(postgres)?.url as string),
    clickhouseUrl: external.clickhouseUrl ?? (started(clickHouse)?.url as string),
    stop,
  };
}
