import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { findListener, findListeningPorts } from './listening-sockets.js';

const MARK = { rootPid: process.pid, text: 'nobody carries this text' };

test.each(['127.0.0.1', '::1'])(
  'who listens on a port of %s is found, and its port',
  async (host) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      expect(findListener(port, MARK)).toBe(process.pid);
      expect(findListeningPorts(process.pid)).toContain(port);
    } finally {
      server.close();
    }
    await once(server, 'close');
    expect(() => findListener(port, MARK)).toThrow(`listens on port ${port}`);
  },
);
