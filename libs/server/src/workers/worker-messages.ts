import type { BusMessage } from '@weighbridge/stores/bus/confirmed-bus';
import type { LimitAuthority } from '@weighbridge/stores/counters/limit-authority';
import type { StartRolesOptions } from '../platform/start-roles.js';

/** What a worker starts. */
export type WorkerTask = Omit<StartRolesOptions, 'seat'> & {
  /** Zero leads: it applies the configuration file and runs the jobs. */
  index: number;
  /** How many workers share the port. */
  of: number;
};

/** What workers ask the process that started them: the limits' count, and to tell all workers. */
export type WorkerAsk =
  | {
      [Method in keyof LimitAuthority]: {
        method: Method;
        parameters: Parameters<LimitAuthority[Method]>;
      };
    }[keyof LimitAuthority]
  | { method: 'tellAll'; parameters: [BusMessage] };

export type ToWorker =
  | { kind: 'start'; task: WorkerTask }
  | { kind: 'reload' }
  | { kind: 'close' }
  | { kind: 'told'; message: BusMessage }
  | { kind: 'answer'; id: number; value: unknown };

export type FromWorker =
  /** It listens: what it was told before that is lost. */
  | { kind: 'listening' }
  | { kind: 'ready'; url: string; firstRun: string[] }
  | { kind: 'failed'; name: string; message: string; code?: string; stack?: string }
  | { kind: 'ask'; id: number; ask: WorkerAsk };
