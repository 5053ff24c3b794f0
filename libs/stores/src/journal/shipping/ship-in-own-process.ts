import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { JournalPosition } from '../journal.js';
import { isBefore, PositionWaits } from './await-position.js';
import {
  DESTINATIONS,
  type DestinationName,
  describeProgress,
  type ShipperStatus,
  type Shipping,
  type ShippingSource,
  type StartShipping,
} from './shipping.js';
import type { DestinationProgress, ShippingOrder, ShippingReport } from './shipping-protocol.js';

/** Appended records are announced together: a message for each would cost more than shipping it. */
const ANNOUNCE_MS = 100;
const RESTART_MS = 500;
/** What a process that is told to finish may take beyond the time it has for that. */
const EXIT_GRACE_MS = 1_000;
const NOWHERE: JournalPosition = { segment: 0, offset: 0 };

export interface OwnProcessOptions {
  databaseUrl: string;
  clickhouseUrl: string;
  /** The process's JavaScript; tests, which run from sources, give a compiled one. */
  program?: string;
}

/**
 * Ships in a process beside this one, so that encoding, checksums and the stores' answers never hold
 * up the event loop that serves callers. It is started again whenever it ends by itself.
 */
export const shipInOwnProcess =
  (options: OwnProcessOptions): StartShipping =>
  (source) =>
    new ShippingProcess(options, source);

/** One destination as last reported. */
interface Progress {
  destination: DestinationName;
  shipped: JournalPosition;
  seq: number;
  waitingSince: number | null;
  failures: number;
  waits: PositionWaits;
}

class ShippingProcess implements Shipping {
  quarantined = 0;
  readonly #options: OwnProcessOptions;
  readonly #source: ShippingSource;
  readonly #destinations: Progress[];
  #child: ChildProcess;
  #finishing = false;
  #announcing: NodeJS.Timeout | null = null;

  constructor(options: OwnProcessOptions, source: ShippingSource) {
    this.#options = options;
    this.#source = source;
    const waitingSince = performance.now();
    this.#destinations = DESTINATIONS.map((destination) => ({
      ...{ destination, shipped: NOWHERE, seq: 0, waitingSince, failures: 0 },
      waits: new PositionWaits(),
    }));
    this.#child = this.#start(source.nextSegment);
  }

  status(): readonly ShipperStatus[] {
    const appended = this.#source.appended();
    return this.#destinations.map((progress) => describeProgress(progress, appended));
  }

  wake(): void {
    this.#announcing ??= setTimeout(() => {
      this.#announcing = null;
      this.#tell({ kind: 'appended', end: this.#end() });
    }, ANNOUNCE_MS).unref();
    for (const progress of this.#destinations) progress.waitingSince ??= performance.now();
  }

  reached(destination: DestinationName, position: JournalPosition): Promise<void> {
    const { shipped, waits } = this.#destinations.find((row) => row.destination === destination)!;
    return isBefore(shipped, position) ? waits.until(position) : Promise.resolve();
  }

  async finish(_position: JournalPosition, milliseconds: number): Promise<void> {
    this.#finishing = true;
    if (this.#announcing !== null) clearTimeout(this.#announcing);
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.#tell({ kind: 'finish', end: this.#end(), milliseconds });
    const late = new AbortController();
    const timeout = sleep(milliseconds + EXIT_GRACE_MS, 'late', { signal: late.signal });
    timeout.catch(() => undefined);
    if ((await Promise.race([ended, timeout])) === 'late') child.kill('SIGKILL');
    late.abort();
    await ended;
  }

  #start(nextSegment: number): ChildProcess {
    const { databaseUrl, clickhouseUrl, program = PROGRAM } = this.#options;
    const { folder, boot } = this.#source;
    const child = fork(program, [folder], {
      execArgv: ['--max-semi-space-size=32'], // a batch lives longer than Node's 16 MB of young space
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true, // out of reach of a Ctrl-C that is meant for us: it ends when told to
    });
    child.on('message', (report: ShippingReport) => this.#hear(report));
    child.on('exit', () => void this.#startAgain());
    child.on('error', () => undefined); // a failed start also ends in `exit` or is told by the lag
    const open = { folder, boot, nextSegment, databaseUrl, clickhouseUrl, end: this.#end() };
    child.send({ kind: 'open', ...open } satisfies ShippingOrder);
    return child;
  }

  async #startAgain(): Promise<void> {
    if (this.#finishing) return;
    this.#source.log('the shipping process ended; starting it again');
    await sleep(RESTART_MS, undefined, { ref: false });
    if (!this.#finishing) this.#child = this.#start(this.#source.end().segment + 1);
  }

  #hear(report: ShippingReport): void {
    if (report.kind === 'log') return this.#source.log(report.line);
    this.quarantined = report.quarantined;
    for (const told of report.destinations) this.#take(told);
  }

  #take({ destination, shipped, seq, waitingMs, failures }: DestinationProgress): void {
    const progress = this.#destinations.find((row) => row.destination === destination)!;
    const isCurrent = !isBefore(shipped, this.#source.end());
    const waitingSince = performance.now() - (waitingMs ?? 0);
    Object.assign(progress, {
      ...{ shipped, seq, failures },
      waitingSince: isCurrent ? null : waitingSince,
    });
    progress.waits.arrive(shipped);
  }

  #end() {
    return { position: this.#source.end(), appended: this.#source.appended() };
  }

  #tell(order: ShippingOrder): void {
    if (this.#child.connected) this.#child.send(order);
  }
}

const PROGRAM = fileURLToPath(new URL('./shipping-process.js', import.meta.url));
