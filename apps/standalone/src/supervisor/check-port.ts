import { once } from 'node:events';
import { createServer } from 'node:net';
import { StopError } from '@weighbridge/server/instance/stop-error';

/** Words a failed listen for the terminal; any other error is returned as it is. */
export function explainListenError(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StopError(
        `port ${port} on ${host} is taken by another program; set WB_PORT to a free one, or to 0 to have one picked`,
      );
    case 'EACCES':
      return new StopError(`port ${port} may not be opened by this user; set WB_PORT above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StopError(`${host} is no address of this machine; set WB_HOST`);
    default:
      return error;
  }
}

/**
 * Makes sure that the port can be listened on, before anything is started.
 * @throws StopError naming the port and WB_PORT
 */
export async function checkPort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw explainListenError(error, host, port);
  }
  server.close();
  await once(server, 'close');
}
