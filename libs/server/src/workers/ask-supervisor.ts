import type { Bus } from '@weighbridge/stores/bus/bus';
import { type BusMessage, createConfirmedBus } from '@weighbridge/stores/bus/confirmed-bus';
import type { LimitAuthority } from '@weighbridge/stores/counters/limit-authority';
import { answerWithin } from '@weighbridge/stores/redis/answer-within';
import type { FromWorker, ToWorker, WorkerAsk } from './worker-messages.js';

/** A supervisor that is busy for longer is done without, as a Redis would be. */
const DEADLINE_MS = 200;

/** What the workers of one port share by way of the process that started them. */
export interface SharedByWorkers {
  limits: LimitAuthority;
  bus: Bus;
  /** Takes in a message of the supervisor; false: it is none of these. */
  receive(message: ToWorker): boolean;
}

/** Connects a worker with the others. @param send hands a message to the supervisor */
export function shareByWorkers(send: (message: FromWorker) => void): SharedByWorkers {
  const waiting = new Map<number, (value: unknown) => void>();
  const listeners: ((message: BusMessage) => void)[] = [];
  let lastId = 0;
  const ask = async <Value>(question: WorkerAsk): Promise<Value> => {
    const id = ++lastId;
    const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve));
    send({ kind: 'ask', id, ask: question });
    try {
      return (await answerWithin(answer, DEADLINE_MS)) as Value;
    } finally {
      waiting.delete(id);
    }
  };
  return {
    limits: {
      beat: (...parameters) => ask({ method: 'beat', parameters }),
      tell: (...parameters) => ask({ method: 'tell', parameters }),
      draw: (...parameters) => ask({ method: 'draw', parameters }),
      leave: (...parameters) => ask({ method: 'leave', parameters }),
    },
    bus: createConfirmedBus({
      send: (message) => ask({ method: 'tellAll', parameters: [message] }),
      onMessage: (listener) => void listeners.push(listener),
      close: () => undefined,
    }),
    receive(message) {
      if (message.kind === 'answer') waiting.get(message.id)?.(message.value);
      else if (message.kind === 'told') for (const listener of listeners) listener(message.message);
      else return false;
      return true;
    },
  };
}
