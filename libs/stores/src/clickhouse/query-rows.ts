import { clickHouseUnavailable } from './map-clickhouse-error.js';
import type { ClickHouse } from './open-clickhouse.js';

/** A reader gives up long before an insert does (`REQUEST_TIMEOUT_MS`): somebody waits for the page. */
const QUERY_SECONDS = 7;
/** Ends the wait for an engine that is there but does not answer, as one that is stopped. */
const ANSWER_WITHIN_MS = 8_000;

/** Runs a query; 64-bit integers come as text. @throws ApiError `store_unavailable` when it fails */
export async function queryRows<Row>(
  clickhouse: ClickHouse,
  query: string,
  values: Record<string, unknown>,
): Promise<Row[]> {
  try {
    const result = await clickhouse.query({
      query,
      query_params: values,
      format: 'JSONEachRow',
      abort_signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      clickhouse_settings: {
        max_execution_time: QUERY_SECONDS,
        // Versions of a row begin at the same time, hence lie in one partition.
        do_not_merge_across_partitions_select_final: 1,
      },
    });
    return await result.json<Row>();
  } catch (error) {
    throw clickHouseUnavailable(error);
  }
}
