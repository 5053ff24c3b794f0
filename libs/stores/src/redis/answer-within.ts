import { setImmediate } from 'node:timers/promises';

/** The other side did not answer in time. */
export class TooLateError extends Error {
  override name = 'TooLateError';
}

/**
 * The answer, or a TooLateError once the deadline has passed. Time in which this process was busy and
 * could not have read an answer is not held against the other side: what has arrived is read first.
 */
export function answerWithin<Answer>(
  answer: Promise<Answer>,
  milliseconds: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      void setImmediate()
        .then(() => setImmediate())
        .then(() => reject(new TooLateError(`no answer within ${milliseconds} ms`)));
    }, milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
