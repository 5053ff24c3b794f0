import { randomUUID } from 'node:crypto';
import type { Product } from './start-product.js';

/** What the clients know at the end; marks are the texts each request carried as its user. */
export interface ClientRecord {
  /** The last byte of a whole answer was seen. */
  finished: Set<string>;
  /** Sent, and then something other than a whole answer: cut, refused or an error. */
  unfinished: Set<string>;
}

export interface MarkedLoad {
  record: ClientRecord;
  /** Lets what is under way end, and sends no more. */
  stop(): Promise<void>;
}

const PAUSE_WHEN_DOWN_MS = 50;

interface MarkedLoadOptions {
  clients: number;
  key: string;
  model: string;
  /** Half of the answers are streams unless it says otherwise. */
  answers?: 'half streamed' | 'streamed' | 'whole';
}

/**
 * Clients that send one request after another, each with a mark of its own and never twice, to
 * whichever product is running at the moment.
 */
export function sendMarkedRequests(
  current: () => Product | undefined,
  options: MarkedLoadOptions,
): MarkedLoad {
  const { answers = 'half streamed' } = options;
  const record: ClientRecord = { finished: new Set(), unfinished: new Set() };
  let isStopping = false;

  async function runClient(client: number): Promise<void> {
    for (let turn = 0; !isStopping; turn += 1) {
      const product = current();
      const mark = randomUUID();
      const stream =
        answers === 'half streamed' ? (client + turn) % 2 === 0 : answers === 'streamed';
      if (product && (await sendOne(product, mark, stream))) {
        record.finished.add(mark);
      } else {
        record.unfinished.add(mark);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_WHEN_DOWN_MS));
      }
    }
  }

  async function sendOne(product: Product, mark: string, stream: boolean): Promise<boolean> {
    try {
      const answer = await fetch(`${product.url}/v1/chat/completions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${options.key}`,
          'content-type': 'application/json',
          'x-wb-user': mark,
        },
        body: JSON.stringify({
          model: options.model,
          messages: [{ role: 'user', content: mark }],
          max_tokens: 100,
          ...(stream ? { stream: true } : {}),
        }),
      });
      const text = await answer.text();
      return answer.status === 200 && (stream ? text.includes('[DONE]') : isWhole(text));
    } catch {
      return false;
    }
  }

  const clients = Array.from({ length: options.clients }, (_, index) => runClient(index));
  return {
    record,
    async stop() {
      isStopping = true;
      await Promise.all(clients);
    },
  };
}

function isWhole(text: string): boolean {
  const body = JSON.parse(text) as { choices?: { finish_reason?: string }[] };
  return body.choices?.[0]?.finish_reason === 'stop';
}
