import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@weighbridge/kernel/clock';
import { createMemoryLimitAuthority } from '@weighbridge/stores/counters/memory-limit-authority';
import { SettingsError } from '../platform/env.js';
import type { FromWorker, ToWorker, WorkerAsk, WorkerTask } from './worker-messages.js';

const PROGRAM = fileURLToPath(new URL('./worker-process.js', import.meta.url));
/** Limits are per minute. */
const MINUTE = { spanMs: 60_000, bucketMs: 500 };
const RESTART_MS = 1_000;
/** Above what a worker gives its requests to end. */
const CLOSED_WITHIN_MS = 130_000;

/** A worker that runs, as it said when it was ready. */
interface Seated {
  worker: Worker;
  url: string;
  firstRun: string[];
}

/**
 * Processes that serve one port. The kernel's connections are dealt out in turn by this process, which
 * also keeps the limits' count and passes changes on where there is no Redis.
 */
export class WorkerPool {
  readonly #seats: (Seated | null)[];
  readonly #limits = createMemoryLimitAuthority({ clock: systemClock, ...MINUTE });
  #closing = false;
  #rolling: Promise<void> = Promise.resolve();

  /**
   * @param taskOf what the worker of an index starts
   * @param say a line of what happens, for the terminal
   */
  constructor(
    private readonly size: number,
    private readonly taskOf: (index: number) => WorkerTask,
    private readonly say: (line: string) => void,
  ) {
    this.#seats = Array.from({ length: size }, () => null);
    cluster.setupPrimary({ exec: PROGRAM, args: [] });
  }

  /**
   * Starts the first worker, which brings the stores up to date, then all others at once.
   * @throws what a worker could not start for; none is left running then
   */
  async start(): Promise<{ url: string; firstRun: string[] }> {
    try {
      const { url, firstRun } = await this.#seat(0);
      await Promise.all(Array.from({ length: this.size - 1 }, (_, index) => this.#seat(index + 1)));
      return { url, firstRun };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  reload(): void {
    this.#tell(this.#seats[0]?.worker, { kind: 'reload' });
  }

  /** Replaces the workers one at a time: each drains, ends, and is ready again before the next. */
  roll(): Promise<void> {
    this.#rolling = this.#rolling.then(async () => {
      for (let index = 0; index < this.size && !this.#closing; index++) {
        await this.#unseat(index);
        await this.#seatAgain(index);
      }
      this.say('all workers were replaced');
    });
    return this.#rolling;
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#seats.map((_, index) => this.#unseat(index)));
  }

  /** Starts a worker. @throws what it could not start for */
  #seat(index: number): Promise<Seated> {
    const worker = cluster.fork();
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'listening')
          this.#tell(worker, { kind: 'start', task: this.taskOf(index) });
        else if (message.kind === 'ask') void this.#answer(worker, message.id, message.ask);
        else if (message.kind === 'ready') {
          const { url, firstRun } = message;
          const seated = { worker, url, firstRun };
          this.#seats[index] = seated;
          resolve(seated);
        } else {
          worker.process.kill('SIGKILL');
          reject(asError(message));
        }
      });
      worker.once('exit', (code, signal) => {
        reject(new Error(`worker ${index} ended with ${signal ?? code} before it was ready`));
        if (this.#seats[index]?.worker !== worker) return;
        this.#seats[index] = null;
        this.say(`worker ${index} ended with ${signal ?? code}; it is started again`);
        void this.#seatAgain(index);
      });
    });
  }

  /** Starts a worker that was there before, until it stands. */
  async #seatAgain(index: number): Promise<void> {
    while (!this.#closing) {
      try {
        await this.#seat(index);
        return;
      } catch (error) {
        this.say(`worker ${index} did not start: ${String(error)}`);
        await sleep(RESTART_MS);
      }
    }
  }

  async #unseat(index: number): Promise<void> {
    const seated = this.#seats[index];
    if (!seated) return;
    this.#seats[index] = null; // its end is wanted
    const ended = new Promise<void>((resolve) => seated.worker.once('exit', () => resolve()));
    const late = setTimeout(() => seated.worker.process.kill('SIGKILL'), CLOSED_WITHIN_MS);
    this.#tell(seated.worker, { kind: 'close' });
    await ended;
    clearTimeout(late);
  }

  async #answer(worker: Worker, id: number, { method, parameters }: WorkerAsk): Promise<void> {
    const value =
      method === 'tellAll'
        ? this.#tellAll({ kind: 'told', message: parameters[0] })
        : await this.#limits[method](...(parameters as [never, never, never]));
    this.#tell(worker, { kind: 'answer', id, value });
  }

  #tellAll(message: ToWorker): number {
    const seated = this.#seats.filter((seat) => seat !== null);
    for (const { worker } of seated) this.#tell(worker, message);
    return seated.length;
  }

  #tell(worker: Worker | undefined, message: ToWorker): void {
    // One that ends at this moment hears nothing; its exit is seen.
    if (worker?.isConnected()) worker.send(message, () => undefined);
  }
}

function asError({ name, message, code, stack }: FromWorker & { kind: 'failed' }): Error {
  const error = name === 'SettingsError' ? new SettingsError(message) : new Error(message);
  if (stack) error.stack = stack;
  return Object.assign(error, code && { code });
}
