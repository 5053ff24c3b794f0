import type { Limits } from '@weighbridge/contracts/config/limits';
import type { LimitRefusal } from '@weighbridge/gateway/limits/counters';
import type { BusMessage } from '@weighbridge/stores/bus/confirmed-bus';
import type { LimitAuthority } from '@weighbridge/stores/counters/limit-authority';
import type { StartRolesOptions } from '../platform/start-roles.js';
import type { FailureMessage } from './failure-message.js';
import type { PassedRequest } from './pass-on-request.js';

/** Limits are per minute; between processes of one machine, forgetting is as precise as in one of them. */
export const MINUTE = { spanMs: 60_000, bucketMs: 500 };

/** What a worker starts. */
export type WorkerTask = Omit<StartRolesOptions, 'seat'> & {
  /** Zero leads: it applies the configuration file. */
  index: number;
  /** How many processes the instance has. */
  of: number;
  /** Limits: in slices drawn from the process that started it, or each request asked of that process. */
  limits: 'drawn' | 'asked';
};

/** What a worker is called on the terminal and in its log. */
export const nameOf = ({ port, index }: WorkerTask): string =>
  port === null ? 'job process' : `worker ${index}`;

/** What workers ask of the limits: for slices of them, or to admit one request. */
export type DrawAsk = {
  [Method in keyof LimitAuthority]: {
    method: Method;
    parameters: Parameters<LimitAuthority[Method]>;
  };
}[keyof LimitAuthority];
export interface AdmitAsk {
  method: 'admit';
  parameters: [subject: string, limits: Limits, expectedTokens: number];
}
/** What workers ask the process that started them: of the limits, to tell all processes, and for their pages of metrics. */
export type WorkerAsk =
  | DrawAsk
  | AdmitAsk
  | { method: 'tellAll'; parameters: [BusMessage] }
  | { method: 'readPages'; parameters: [] };

/** What `admit` is answered with; the number is what the admission is released under. */
export type AdmitAnswer = { admitted: true; admission: number } | LimitRefusal;

export type ToWorker =
  | { kind: 'start'; task: WorkerTask }
  | { kind: 'reload' }
  | { kind: 'close' }
  | { kind: 'told'; message: BusMessage }
  /** Asks for its page of metrics. */
  | { kind: 'render'; id: number }
  | { kind: 'answer'; id: number; value: unknown };

export type FromWorker =
  /** It listens: what it was told before that is lost. */
  | { kind: 'listening' }
  | { kind: 'ready'; url: string; firstRun: string[] }
  | FailureMessage
  | { kind: 'ask'; id: number; ask: WorkerAsk }
  | { kind: 'release'; admission: number; actualTokens: number | null }
  | { kind: 'finished'; request: PassedRequest }
  | { kind: 'page'; id: number; text: string };
