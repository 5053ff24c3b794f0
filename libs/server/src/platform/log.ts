import { type Logger, pino } from 'pino';

/**
 * Structured log lines on standard error: standard output belongs to what a person reads.
 * @param name of the process, where an instance has several
 */
export function createLog(level: string, name?: string): Logger {
  return pino(
    { level, base: name === undefined ? null : { process: name } },
    pino.destination({ dest: 2, sync: false }),
  );
}
