import type { Bus } from '@weighbridge/stores/bus/bus';
import { type BusMessage, createConfirmedBus } from '@weighbridge/stores/bus/confirmed-bus';
import { systemClock } from '@weighbridge/kernel/clock';
import { newId } from '@weighbridge/kernel/ids';
import type { MetricsPage } from '@weighbridge/observe/metrics/join-pages';
import { openLeasedCounters } from '@weighbridge/stores/counters/leased-counters';
import type { LimitAuthority } from '@weighbridge/stores/counters/limit-authority';
import type { OpenedCounters } from '@weighbridge/stores/counters/open-redis-counters';
import { answerWithin } from '@weighbridge/stores/redis/answer-within';
import { keptHere } from '../platform/open-shared.js';
import { askForAdmission } from './ask-for-admission.js';
import {
  type AdmitAnswer,
  type FromWorker,
  MINUTE,
  type ToWorker,
  type WorkerAsk,
  type WorkerTask,
} from './worker-messages.js';

/** A supervisor that is busy for longer is done without, as a Redis would be. */
const DEADLINE_MS = 200;

/** What the processes of an instance share by way of the one that started them. */
export interface SharedByWorkers {
  /** The counters of a worker with this task. */
  openCounters(task: WorkerTask, log: (line: string) => void): Promise<OpenedCounters>;
  bus: Bus;
  /** The pages of metrics of all of them. */
  readPages(): Promise<MetricsPage[]>;
  /** Takes in a message of the supervisor; false: it is none of these. */
  receive(message: ToWorker): boolean;
}

/** Connects a worker with the others. @param send hands a message to the supervisor */
export function shareByWorkers(send: (message: FromWorker) => void): SharedByWorkers {
  const waiting = new Map<number, (value: unknown) => void>();
  const listeners: ((message: BusMessage) => void)[] = [];
  let lastId = 0;
  /** Waits as long as it takes: without the supervisor this process ends. */
  const askPatiently = <Value>(question: WorkerAsk, id = ++lastId): Promise<Value> => {
    const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve));
    send({ kind: 'ask', id, ask: question });
    return (answer as Promise<Value>).finally(() => waiting.delete(id));
  };
  const ask = async <Value>(question: WorkerAsk): Promise<Value> => {
    const id = ++lastId;
    try {
      return await answerWithin(askPatiently<Value>(question, id), DEADLINE_MS);
    } finally {
      waiting.delete(id);
    }
  };
  const authority: LimitAuthority = {
    beat: (...parameters) => ask({ method: 'beat', parameters }),
    tell: (...parameters) => ask({ method: 'tell', parameters }),
    draw: (...parameters) => ask({ method: 'draw', parameters }),
    leave: (...parameters) => ask({ method: 'leave', parameters }),
  };
  return {
    async openCounters({ limits, of }, log) {
      if (limits === 'asked') return keptHere(askForAdmission(askPatiently<AdmitAnswer>, send));
      const counters = await openLeasedCounters({
        ...{ authority, presumedNodes: of, window: MINUTE, log },
        ...{ node: newId('node'), clock: systemClock },
      });
      return { counters, close: () => counters.close() };
    },
    bus: createConfirmedBus({
      send: (message) => ask({ method: 'tellAll', parameters: [message] }),
      onMessage: (listener) => void listeners.push(listener),
      close: () => undefined,
    }),
    readPages: () => askPatiently({ method: 'readPages', parameters: [] }),
    receive(message) {
      if (message.kind === 'answer') waiting.get(message.id)?.(message.value);
      else if (message.kind === 'told') for (const listener of listeners) listener(message.message);
      else return false;
      return true;
    },
  };
}
