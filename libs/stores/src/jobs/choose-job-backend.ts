import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { type ConnectionOptions, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { answerWithin, TooLateError } from '../redis/answer-within.js';

const POOL_SIZE = 4;
const CONNECT_TIMEOUT_MS = 2_000;
/** A Redis that comes back is found again within this. */
const LONGEST_RETRY_MS = 2_000;
/** Whoever asks for a job, or for what became of one, is not kept waiting by a store that is away. */
const ANSWER_WITHIN_MS = 3_000;

/**
 * Where jobs live: Redis when there is one, else the Postgres that holds everything anyway, in a
 * schema of its own. Sets BullMQ's process-wide backend, so call it before any queue is made.
 * @returns the `connection` for `BullModule.forRoot`
 */
export function chooseJobBackend(stores: {
  databaseUrl: string;
  redisUrl: string | null;
}): ConnectionOptions {
  if (stores.redisUrl)
    return {
      url: stores.redisUrl,
      maxRetriesPerRequest: null,
      connectTimeout: CONNECT_TIMEOUT_MS,
      retryStrategy: (times) => Math.min(times * 100, LONGEST_RETRY_MS),
    };
  setDefaultBackendFactory(createPostgresBackend);
  const connection = {
    connectionString: stores.databaseUrl,
    schema: 'jobs',
    migrate: true,
    max: POOL_SIZE,
  };
  return connection as ConnectionOptions; // Nest's types know Redis alone; the backend reads its own
}

/**
 * What a queue answers. Workers wait for their store as long as it takes, on the same terms of
 * connection, so that a deadline is the asker's own.
 * @throws ApiError `store_unavailable` when it does not answer in time
 */
export async function answerOfQueue<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answerWithin(answer, ANSWER_WITHIN_MS);
  } catch (error) {
    if (!(error instanceof TooLateError)) throw error;
    throw new ApiError('store_unavailable', 'the job queue does not answer; try again', {
      retryAfterSeconds: 2,
      cause: error,
    });
  }
}
