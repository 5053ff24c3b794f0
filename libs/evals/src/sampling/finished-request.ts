import type { RequestStatus } from '@weighbridge/contracts/records/request-record';

/** A row of the request log as far as sampling looks at it. */
export interface FinishedRequest {
  workspaceId: string;
  id: string;
  /** Milliseconds since the epoch: when the request began. */
  startedAt: number;
  /** When its row reached the span store. */
  arrivedAt: number;
  operation: string;
  status: RequestStatus;
  httpStatus: number;
  category: string;
  route: string;
  provider: string;
  model: string;
  tags: readonly string[];
  traceId: string;
  sessionId: string;
}

/** A request with what was said. */
export interface JudgeableRequest extends FinishedRequest {
  /** Integer nano-USD. */
  cost: bigint;
  latencyMs: number;
  inputTokens: number;
  outputTokens: number;
  /** Null: not stored (zero retention, shed, or deleted since). */
  body: string | null;
  answer: string | null;
}

/** Where the eval loop finds requests: the span store. */
export interface RequestSource {
  /**
   * Rows of a workspace in the order in which they arrived, after a place.
   * @param share rows whose id's hash is outside are left out
   */
  readArrived(
    workspaceId: string,
    after: ArrivalPlace,
    share: number,
    limit: number,
  ): Promise<FinishedRequest[]>;
  readRequest(workspaceId: string, id: string): Promise<JudgeableRequest | undefined>;
  /** The latest answered request of a trace or session. */
  readLatestOf(
    workspaceId: string,
    kind: 'trace' | 'session',
    id: string,
  ): Promise<JudgeableRequest | undefined>;
}

export interface ArrivalPlace {
  arrivedAt: number;
  id: string;
}

/** `provider/model` that served; the model alone when nothing did. */
export const servedBy = ({
  provider,
  model,
}: Pick<FinishedRequest, 'provider' | 'model'>): string =>
  provider === '' ? model : `${provider}/${model}`;

const DEFAULT_CATEGORY = 'default';

export const categoryOf = ({ category }: Pick<FinishedRequest, 'category'>): string =>
  category || DEFAULT_CATEGORY;

/** What marks the loop's own calls: they are never judged themselves. */
export const EVAL_TAG = 'wb:eval';

export const isEvalTraffic = ({ tags }: Pick<FinishedRequest, 'tags'>): boolean =>
  tags.some((tag) => tag.startsWith(EVAL_TAG));
