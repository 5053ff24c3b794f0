import { hashesBelow } from '@weighbridge/evals/sampling/draw-sample';
import type {
  FinishedRequest,
  JudgeableRequest,
  RequestSource,
} from '@weighbridge/evals/sampling/finished-request';
import type { ClickHouse } from './open-clickhouse.js';
import { queryRows } from './query-rows.js';

const NARROW = `workspace_id AS workspaceId, id,
  toUnixTimestamp64Micro(started_at) / 1000 AS startedAt,
  toUnixTimestamp64Milli(arrived_at) AS arrivedAtMs, name AS operation, status,
  http_status AS httpStatus, category, route, provider, model, tags, trace_id AS traceId,
  session_id AS sessionId`;
const FAT = `cost_nano AS costNano, latency_us / 1000 AS latencyMs,
  input_tokens AS inputTokens, output_tokens AS outputTokens, input, output`;

/** A row arrives after its request has ended, and none is older than this when it does. */
const LONGEST_ON_THE_WAY = 'INTERVAL 2 DAY';
const OWN = `source = 'gateway' AND workspace_id = {workspace:String}`;
const AFTER = `fromUnixTimestamp64Milli({after:Int64}, 'UTC')`;

/** The time of arrival alone is compared too, because indexes do not look into pairs. */
export const ARRIVED_ROWS = `FROM spans WHERE ${OWN}
  AND started_at > ${AFTER} - ${LONGEST_ON_THE_WAY}
  AND arrived_at >= ${AFTER} AND (arrived_at, id) > (${AFTER}, {afterId:String})
  AND murmurHash3_32(id) < {hashes:UInt64}
  ORDER BY arrived_at, id LIMIT {limit:UInt32}`;

type RawRequest = Omit<FinishedRequest, 'arrivedAt'> & { arrivedAtMs: string };
type RawJudgeable = RawRequest & {
  costNano: string;
  latencyMs: number;
  inputTokens: number;
  outputTokens: number;
  input: string | null;
  output: string | null;
};

/** The span store as the eval loop reads it. */
export const createRequestSource = (clickhouse: ClickHouse): RequestSource => ({
  readRequest: async (workspaceId, id) =>
    (await readRequestsById(clickhouse, workspaceId, [id]))[0],
  async readArrived(workspaceId, after, share, limit) {
    const rows = await queryRows<RawRequest>(clickhouse, `SELECT ${NARROW} ${ARRIVED_ROWS}`, {
      workspace: workspaceId,
      after: Math.trunc(after.arrivedAt),
      afterId: after.id,
      hashes: hashesBelow(share),
      limit,
    });
    return rows.map(fromRaw);
  },
  async readLatestOf(workspaceId, kind, id) {
    const column = kind === 'trace' ? 'trace_id' : 'session_id';
    const rows = await queryRows<RawJudgeable>(
      clickhouse,
      `SELECT ${NARROW}, ${FAT} FROM spans FINAL WHERE ${OWN} AND ${column} = {id:String}
        AND status = 'ok' ORDER BY spans.started_at DESC LIMIT 1`,
      { workspace: workspaceId, id },
    );
    return rows.map(judgeableFromRaw)[0];
  },
});

/** Requests of a workspace with what was said, in any order. */
export async function readRequestsById(
  clickhouse: ClickHouse,
  workspaceId: string,
  ids: readonly string[],
): Promise<JudgeableRequest[]> {
  const rows = await queryRows<RawJudgeable>(
    clickhouse,
    `SELECT ${NARROW}, ${FAT} FROM spans FINAL WHERE ${OWN} AND id IN {ids:Array(String)}`,
    { workspace: workspaceId, ids },
  );
  return rows.map(judgeableFromRaw);
}

const fromRaw = ({ arrivedAtMs, ...row }: RawRequest): FinishedRequest => ({
  ...row,
  arrivedAt: Number(arrivedAtMs),
});

function judgeableFromRaw(raw: RawJudgeable): JudgeableRequest {
  const { costNano, latencyMs, inputTokens, outputTokens, input, output, ...row } = raw;
  return {
    ...fromRaw(row),
    cost: BigInt(costNano),
    ...{ latencyMs, inputTokens, outputTokens },
    body: input,
    answer: output,
  };
}
