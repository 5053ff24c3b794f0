import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:net';

/**
 * Below what outgoing connections are given (Linux 32768–60999, `ip_local_port_range`; macOS from
 * 49152): such a connection takes the port of an engine that is being restarted, and keeps it for
 * a minute after its own end (TIME_WAIT).
 */
const FIRST_PORT = 20_000;
const PORTS_END = 32_000;
const TRIES = 50;

/**
 * Listens on the loopback address.
 * @param port 0 picks a free one
 * @returns the port
 * @throws EADDRINUSE when the port, or every one that was tried, is taken
 */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const candidate = port === 0 ? randomInt(FIRST_PORT, PORTS_END) : port;
    try {
      server.listen(candidate, '127.0.0.1');
      await once(server, 'listening');
      return candidate;
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || port !== 0 || tries === TRIES) throw error;
    }
  }
}
