import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MetricsPage } from '@weighbridge/observe/metrics/join-pages';

/** Well within the 10 s after which Prometheus gives a scrape up. */
const ANSWER_WITHIN_MS = 2_000;

/** Gathers the pages of metrics of several processes. One that does not answer in time is left out. */
export class PageCollector {
  readonly #waiting = new Map<number, (text: string) => void>();
  #lastId = 0;

  /** @param ask tells a process under which id its page is expected */
  async collect(
    processes: readonly { name: string; process: ChildProcess }[],
    ask: (process: ChildProcess, id: number) => void,
  ): Promise<MetricsPage[]> {
    const over = new AbortController();
    const late = sleep(ANSWER_WITHIN_MS, null, { signal: over.signal }).catch(() => null);
    const pages = await Promise.all(
      processes.map(async ({ name, process }) => {
        const id = ++this.#lastId;
        const answer = new Promise<string>((resolve) => this.#waiting.set(id, resolve));
        ask(process, id);
        const text = await Promise.race([answer, late]);
        this.#waiting.delete(id);
        return text === null ? [] : [{ process: name, text }];
      }),
    );
    over.abort();
    return pages.flat();
  }

  /** A page has come. */
  take(id: number, text: string): void {
    this.#waiting.get(id)?.(text);
  }
}
