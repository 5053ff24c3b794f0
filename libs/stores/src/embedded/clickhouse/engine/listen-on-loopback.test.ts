import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { listenOnLoopback } from './listen-on-loopback.js';

const opened: Server[] = [];

function server(): Server {
  const made = createServer();
  opened.push(made);
  return made;
}

afterEach(async () => {
  for (const open of opened.splice(0).filter(({ listening }) => listening)) {
    open.close();
    await once(open, 'close');
  }
});

test('a port that it picks is listened on and is given to no outgoing connection', async () => {
  const picked = server();
  const port = await listenOnLoopback(picked, 0);
  expect((picked.address() as AddressInfo).port).toBe(port);
  const range = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(
    () => '49152 65535',
  );
  expect(port).toBeLessThan(Number(range.split(/\s+/)[0]));
});

test('a port that is asked for and taken is refused', async () => {
  const port = await listenOnLoopback(server(), 0);
  await expect(listenOnLoopback(server(), port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
