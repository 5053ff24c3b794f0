// A process of its own: the least a Node gateway can do. `node:http` in, undici `Pool.dispatch` out,
// nothing read, nothing decided. Every figure of the bench is compared with it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'undici';

const pool = new Pool(`http://127.0.0.1:${process.argv[2]}`, { connections: 512, pipelining: 1 });
const NOT_FORWARDED = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

function forward(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !NOT_FORWARDED.has(name)),
  );
  pool.dispatch(
    { path: request.url ?? '/', method: 'POST', headers, body },
    {
      onRequestStart: () => {},
      onResponseStart(_controller, status, answerHeaders) {
        const { connection: _c, 'transfer-encoding': _t, ...kept } = answerHeaders;
        response.writeHead(status, kept);
      },
      onResponseData(controller, chunk) {
        if (response.write(chunk)) return;
        controller.pause();
        response.once('drain', () => controller.resume());
      },
      onResponseEnd: () => response.end(),
      onResponseError: () => response.destroy(),
    },
  );
}

createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => forward(request, response, Buffer.concat(parts)));
}).listen(Number(process.argv[3]), '127.0.0.1');
