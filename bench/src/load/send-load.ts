import { connect, type Socket } from 'node:net';
import { readMessages } from '../http/read-messages.js';
import { keepSamples } from './keep-samples.js';
import type { LoadOrder, LoadResult } from './load-protocol.js';

const DONE = '[DONE]';
const EVENT = 'data: ';
/** A target that refuses everything must end the run, not spin in it. */
const MAX_ERRORS = 1_000;

/** Sends the order's requests in a closed loop and resolves when the last answer has arrived. */
export function sendLoad(order: LoadOrder): Promise<LoadResult> {
  const request = renderRequest(order);
  const latency = keepSamples();
  const firstByte = keepSamples();
  const gap = keepSamples();
  const started = performance.now();
  const stopAt = order.seconds === undefined ? Infinity : started + order.seconds * 1_000;
  let unsent = order.requests ?? Infinity;
  let requests = 0;
  let errors = 0;
  let aborted = 0;
  let events = 0;
  let firstError: string | undefined;

  function fail(reason: string): void {
    errors += 1;
    firstError ??= reason;
  }

  function mayStart(): boolean {
    return unsent > 0 && errors < MAX_ERRORS && performance.now() < stopAt;
  }

  /** One connection's loop; a broken connection is an error and is opened anew. */
  function runConnection(): Promise<void> {
    return new Promise((resolve) => {
      let sentAt = 0;
      let arrivedAt = 0;
      let status = '';
      let done = false;
      let underWay = false;
      let leaves = false;
      const socket: Socket = connect({ host: order.host, port: order.port, noDelay: true });
      const reader = readMessages({
        onHead(head) {
          status = head.slice(9, 12);
          firstByte.add(performance.now() - sentAt);
        },
        onBody(part) {
          if (leaves) return leave();
          if (!order.stream) {
            done = true;
            return;
          }
          const now = performance.now();
          if (arrivedAt > 0) gap.add(now - arrivedAt);
          arrivedAt = now;
          events += countEvents(part);
          done ||= part.includes(DONE);
        },
        onEnd() {
          if (socket.destroyed) return;
          underWay = false;
          latency.add(performance.now() - sentAt);
          requests += 1;
          if (status !== '200') fail(`status ${status}`);
          else if (!done) fail('the answer ended before it was complete');
          pace();
        },
      });

      function next(): void {
        if (!mayStart()) {
          socket.end();
          resolve();
          return;
        }
        unsent -= 1;
        underWay = true;
        done = false;
        arrivedAt = 0;
        leaves = Math.random() < (order.abortShare ?? 0);
        sentAt = performance.now();
        socket.write(request);
        // A stream is left after its first chunk, a whole answer while it is awaited.
        if (leaves && !order.stream) setImmediate(leave);
      }

      function pace(): void {
        const wait = order.paceMs === undefined ? 0 : sentAt + order.paceMs - performance.now();
        // A connection closed meanwhile has been followed by another.
        if (wait > 1)
          setTimeout(() => {
            if (!socket.destroyed) next();
          }, wait);
        else next();
      }

      function leave(): void {
        if (!underWay) return;
        underWay = false;
        aborted += 1;
        socket.destroy();
      }

      socket.on('connect', next);
      socket.on('data', (bytes) => reader.push(bytes));
      socket.on('error', (error) => fail(error.message));
      socket.on('close', () => {
        if (underWay) fail('the connection was closed during an answer');
        if (mayStart()) void runConnection().then(resolve);
        else resolve();
      });
    });
  }

  const loops = Array.from({ length: order.connections }, runConnection);
  return Promise.all(loops).then(() => ({
    id: order.id,
    requests,
    errors,
    aborted,
    firstError,
    elapsedMs: performance.now() - started,
    latency: latency.percentiles(),
    firstByte: firstByte.percentiles(),
    gap: gap.percentiles(),
    events,
  }));
}

function countEvents(part: Buffer): number {
  let count = 0;
  for (let at = part.indexOf(EVENT); at !== -1; at = part.indexOf(EVENT, at + EVENT.length)) {
    count += 1;
  }
  return count;
}

function renderRequest(order: LoadOrder): Buffer {
  const headers = {
    host: `${order.host}:${order.port}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(order.body)),
    ...order.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${order.path} HTTP/1.1\r\n${lines.join('')}\r\n${order.body}`);
}
