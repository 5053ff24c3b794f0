import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MetricsPage } from '@weighbridge/observe/metrics/join-pages';
import type { CountedRequest } from '@weighbridge/observe/metrics/request-metrics';
import type { BusMessage } from '@weighbridge/stores/bus/confirmed-bus';
import { errorOf } from './failure-message.js';
import { PageCollector } from './collect-pages.js';
import type { LimitsKeeper } from './keep-limits.js';
import { takeRequest } from './pass-on-request.js';
import { paceRestarts, type RestartPace } from './pace-restarts.js';
import {
  type FromWorker,
  nameOf,
  type ToWorker,
  type WorkerAsk,
  type WorkerTask,
} from './worker-messages.js';

/** What is forked. */
export const WORKER_PROGRAM = fileURLToPath(new URL('./worker-process.js', import.meta.url));
/** Above what a worker gives its requests to end. */
const CLOSED_WITHIN_MS = 130_000;

export interface WorkerPoolOptions {
  /** One worker each. */
  tasks: readonly WorkerTask[];
  fork(task: WorkerTask): ChildProcess;
  /** Called for every process that is started. */
  keepLimits(): LimitsKeeper;
  /** Where this process takes part in what its workers tell one another. */
  onTold?(message: BusMessage): void;
  /** Told of the requests of workers that show no metrics themselves. */
  onFinished?(request: CountedRequest): void;
  /** A line of what happens, for the terminal. */
  say(line: string): void;
}

/** A worker that runs, as it said when it was ready. */
interface Seated {
  worker: ChildProcess;
  url: string;
  firstRun: string[];
}

/**
 * Processes that this one looks after: it starts them again when they end, keeps the limits' count and
 * passes changes on where there is no Redis.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #seats: (Seated | null)[];
  /** All that run, ready or not. */
  readonly #running = new Set<ChildProcess>();
  /** Those of them that are not ready yet. */
  readonly #starting = new Set<ChildProcess>();
  readonly #paces: readonly RestartPace[];
  /** Seats that are being filled again: asked for twice, by a death and by a roll, there is still one of each. */
  readonly #filling = new Map<number, Promise<void>>();
  readonly #pages = new PageCollector();
  readonly #closing = new AbortController();
  #rolling: Promise<void> = Promise.resolve();

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#seats = options.tasks.map(() => null);
    this.#paces = options.tasks.map(() => paceRestarts(() => performance.now()));
  }

  /**
   * Starts the first worker, which brings the stores up to date, then all others at once.
   * @throws what a worker could not start for; none is left running then
   */
  async start(): Promise<{ url: string; firstRun: string[] }> {
    try {
      const { url, firstRun } = await this.#seat(0);
      await Promise.all(this.#seats.slice(1).map((_, index) => this.#seat(index + 1)));
      return { url, firstRun };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Starts all workers, and goes on trying where one does not start. */
  startInTheirTime(): void {
    for (const index of this.#seats.keys()) void this.#seatAgain(index);
  }

  reload(): void {
    const [first] = this.#seats;
    if (first) tell(first.worker, { kind: 'reload' });
  }

  /** Replaces the workers one at a time: each drains, ends, and is ready again before the next. */
  roll(): Promise<void> {
    this.#rolling = this.#rolling.then(async () => {
      for (let index = 0; index < this.#seats.length && !this.#isClosing; index++) {
        const seated = this.#seats[index];
        this.#seats[index] = null; // its end is wanted
        if (seated) await this.#end(seated.worker);
        await this.#seatAgain(index);
      }
      this.#options.say('all workers were replaced');
    });
    return this.#rolling;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#seats.fill(null);
    await Promise.all([...this.#running].map((worker) => this.#end(worker)));
  }

  /** @returns how many workers were told */
  tellAll(message: BusMessage): number {
    const seated = this.#seats.filter((seat) => seat !== null);
    for (const { worker } of seated) tell(worker, { kind: 'told', message });
    return seated.length;
  }

  get #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Starts a worker. @throws what it could not start for */
  #seat(index: number): Promise<Seated> {
    const task = this.#options.tasks[index]!;
    const worker = this.#options.fork(task);
    const limits = this.#options.keepLimits();
    this.#running.add(worker);
    this.#starting.add(worker);
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'listening') tell(worker, { kind: 'start', task });
        else if (message.kind === 'ask') void this.#answer(worker, limits, message.id, message.ask);
        else if (message.kind === 'release')
          limits.release(message.admission, message.actualTokens);
        else if (message.kind === 'finished')
          this.#options.onFinished?.(takeRequest(message.request));
        else if (message.kind === 'page') this.#pages.take(message.id, message.text);
        else if (message.kind === 'ready') {
          const { url, firstRun } = message;
          const seated = { worker, url, firstRun };
          if (!this.#isClosing) this.#seats[index] = seated;
          this.#starting.delete(worker);
          this.#paces[index]!.stood();
          resolve(seated);
        } else {
          worker.kill('SIGKILL');
          reject(errorOf(message));
        }
      });
      const leave = (how: string): void => {
        this.#running.delete(worker);
        this.#starting.delete(worker);
        limits.releaseAll();
        reject(new Error(`it ended with ${how} before it was ready`));
        if (this.#seats[index]?.worker !== worker) return;
        this.#seats[index] = null;
        this.#options.say(`${nameOf(task)} ended with ${how}; it is started again`);
        void this.#seatAgain(index, this.#paces[index]!.ended());
      };
      worker.once('exit', (code, signal) => leave(String(signal ?? code)));
      worker.on('error', (error) => {
        if (worker.pid === undefined) leave(error.message); // not forked at all: there is no exit
      });
    });
  }

  #seatAgain(index: number, pauseMs = 0): Promise<void> {
    const filling =
      this.#filling.get(index) ??
      this.#tryToSeat(index, pauseMs).finally(() => this.#filling.delete(index));
    this.#filling.set(index, filling);
    return filling;
  }

  /** Starts a worker until it stands. A reason is said once, not at every attempt. */
  async #tryToSeat(index: number, pauseMs: number): Promise<void> {
    const name = nameOf(this.#options.tasks[index]!);
    const { signal } = this.#closing;
    let said: string | null = null;
    for (let pause = pauseMs; ; pause = this.#paces[index]!.ended()) {
      try {
        if (pause > 0) await sleep(pause, undefined, { signal });
        if (this.#isClosing) return;
        await this.#seat(index);
        if (said !== null) this.#options.say(`${name} runs`);
        return;
      } catch (error) {
        if (this.#isClosing) return;
        const reason = error instanceof Error ? error.message : String(error);
        if (reason !== said)
          this.#options.say(`${name} did not start, and is tried again: ${reason}`);
        said = reason;
      }
    }
  }

  async #end(worker: ChildProcess): Promise<void> {
    if (!this.#running.has(worker)) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const late = setTimeout(() => worker.kill('SIGKILL'), CLOSED_WITHIN_MS);
    // While it starts it may be deaf for seconds, and has finished nothing for anybody.
    if (this.#starting.has(worker)) worker.kill('SIGKILL');
    else tell(worker, { kind: 'close' });
    await ended;
    clearTimeout(late);
  }

  async #answer(
    worker: ChildProcess,
    limits: LimitsKeeper,
    id: number,
    ask: WorkerAsk,
  ): Promise<void> {
    // What it said last may arrive after its end, when nobody is left to release what it asks for.
    if (!this.#running.has(worker)) return;
    const value =
      ask.method === 'tellAll'
        ? this.#passOn(ask.parameters[0])
        : await (ask.method === 'readPages' ? this.#readPages() : limits.answer(ask));
    tell(worker, { kind: 'answer', id, value });
  }

  #readPages(): Promise<MetricsPage[]> {
    const asked = this.#seats.flatMap((seat, index) =>
      seat ? [{ name: nameOf(this.#options.tasks[index]!), process: seat.worker }] : [],
    );
    return this.#pages.collect(asked, (worker, id) => tell(worker, { kind: 'render', id }));
  }

  #passOn(message: BusMessage): number {
    const { onTold } = this.#options;
    onTold?.(message);
    return this.tellAll(message) + (onTold ? 1 : 0);
  }
}

function tell(worker: ChildProcess, message: ToWorker): void {
  // One that ends at this moment hears nothing; its exit is seen.
  if (worker.connected) worker.send(message, () => undefined);
}
