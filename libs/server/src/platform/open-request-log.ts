import type { RequestLog } from '@weighbridge/observe/requests/request-log';
import { createRequestLog } from '@weighbridge/stores/clickhouse/create-request-log';
import { migrateClickHouse } from '@weighbridge/stores/clickhouse/migrate-clickhouse';
import { type ClickHouse, openClickHouse } from '@weighbridge/stores/clickhouse/open-clickhouse';
import type { Logger } from 'pino';

const RETRY_MS = 2_000;

/** The stored requests, and the connection they are read over. */
export interface OpenedRequestLog {
  clickhouse: ClickHouse;
  log: RequestLog;
  close(): Promise<void>;
}

/**
 * Connects to ClickHouse. When it is away, its schema is brought up to date as soon as it answers:
 * requests are served and journalled meanwhile.
 */
export async function openRequestLog(url: string, log: Logger): Promise<OpenedRequestLog> {
  const clickhouse = openClickHouse(url);
  const closing = new AbortController();
  const migrate = async (): Promise<boolean> => {
    try {
      await migrateClickHouse(clickhouse);
      return true;
    } catch (error) {
      log.warn({ reason: String(error) }, 'ClickHouse is away; its schema has to wait');
      return false;
    }
  };
  if (!(await migrate())) void retry(migrate, closing.signal);
  return {
    clickhouse,
    log: createRequestLog(clickhouse),
    async close() {
      closing.abort();
      await clickhouse.close();
    },
  };
}

async function retry(work: () => Promise<boolean>, closing: AbortSignal): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
  while (!closing.aborted && !(await work()));
}
