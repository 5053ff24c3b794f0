import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { watchHealth } from './watch-health.js';

/** Watches a server for a quarter of a second. @returns how often it was found hung */
async function watch(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let hangs = 0;
  const health = watchHealth(
    `http://user:password@127.0.0.1:${port}/db`,
    () => {
      hangs += 1;
    },
    { periodMs: 10, answerWithinMs: 50 },
  );
  await sleep(250);
  health.stop();
  server.closeAllConnections();
  server.close();
  return hangs;
}

test('an engine that takes a request and never answers is found', async () => {
  expect(await watch(() => undefined)).toBeGreaterThan(0);
});

test('an engine that answers, were it with an error, is left alone', async () => {
  expect(await watch((_request, response) => response.writeHead(500).end())).toBe(0);
});

test('a refused connection is a restart under way', async () => {
  expect(await watch((request) => request.socket.destroy())).toBe(0);
});
