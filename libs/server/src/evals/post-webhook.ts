import type { PostWebhook } from '@weighbridge/evals/scorers/scorer-definition';
import type { OutboundClient } from '@weighbridge/gateway/outbound/outbound-client';

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
          onError: ({ kind, message }) =>
            reject(new Error(`the webhook failed: ${kind} ${message}`)),
        },
      );
    });
