import { type Logger, pino } from 'pino';

/** Structured log lines on standard error: standard output belongs to what a person reads. */
export function createLog(level: string): Logger {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: false }));
}
