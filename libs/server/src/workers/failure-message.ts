import { StopError } from '../instance/stop-error.js';
import { SettingsError } from '../platform/env.js';

/** Why a worker could not start, as one process tells another. */
export interface FailureMessage {
  kind: 'failed';
  name: string;
  message: string;
  code?: string;
  stack?: string;
}

/** What a person has to mend is told without a stack. */
const FOR_PEOPLE = [SettingsError, StopError];

export function failureMessageOf(error: unknown): FailureMessage {
  const { name, message, stack, code } = error as NodeJS.ErrnoException;
  return { kind: 'failed', name, message, ...(code && { code }), ...(stack && { stack }) };
}

/** The error as it was thrown there, as far as whoever started the worker looks at it. */
export function errorOf({ name, message, code, stack }: FailureMessage): Error {
  const Kind = FOR_PEOPLE.find((kind) => kind.name === name) ?? Error;
  const error = new Kind(message);
  if (stack) error.stack = stack;
  return Object.assign(error, code && { code });
}
