import type { PostWebhook } from '@weighbridge/evals/scorers/scorer-definition';
import type { OutboundClient } from '@weighbridge/gateway/outbound/outbound-client';
import type { TransportFailure } from '@weighbridge/gateway/outbound/transport-failure';

const CONNECT_MS = 5_000;
const LARGEST_ANSWER = 1_048_576;

/**
 * Posts to the webhooks of scorers over the client that checks every address it connects to; no
 * redirect is followed.
 */
export const createWebhookPost =
  (outbound: OutboundClient): PostWebhook =>
  ({ url, body, timeoutMs, allowPrivateNetwork }) =>
    new Promise((resolve, reject) => {
      const { origin, pathname, search } = new URL(url);
      const chunks: Buffer[] = [];
      let status = 0;
      outbound.sendRequest(
        {
          ...{ origin, allowPrivateNetwork, method: 'POST', path: pathname + search },
          headers: ['content-type', 'application/json', 'accept', 'application/json'],
          body: Buffer.from(JSON.stringify(body)),
          timeouts: {
            connectMs: Math.min(CONNECT_MS, timeoutMs),
            firstTokenMs: 0,
            idleMs: 0,
            deadlineAt: performance.now() + timeoutMs,
          },
          maxBodyBytes: LARGEST_ANSWER,
        },
        {
          onHeaders: (answered) => {
            status = answered;
          },
          onData: (chunk) => void chunks.push(chunk),
          onComplete: () => resolve({ status, body: Buffer.concat(chunks).toString() }),
          onError: (failure) => reject(new Error(explainFailure(failure, timeoutMs))),
        },
      );
    });

function explainFailure({ kind, message }: TransportFailure, timeoutMs: number): string {
  if (kind === 'deadline') return `the webhook did not answer within ${timeoutMs} ms`;
  if (kind === 'connect_timeout') return 'the webhook took too long to accept a connection';
  if (kind === 'refused_address') return `the webhook may not be called: ${message}`;
  return `the webhook failed: ${message}`;
}
