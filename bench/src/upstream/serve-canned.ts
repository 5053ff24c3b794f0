// A process of its own: the cheapest upstream that still speaks HTTP/1.1, so that what is measured
// is the gateway. It answers by the model name in the request body.
import { createServer, type Socket } from 'node:net';
import { readMessages } from '../http/read-messages.js';
import { LARGE_ANSWER, SMALL_ANSWER, STREAM_ANSWER, VERDICT_ANSWER } from './canned-answers.js';

interface PacedStream {
  socket: Socket;
  next: number;
}

/** Streams whose chunks are due together are written in one turn: one timer, whatever their number. */
function startPacer(intervalMs: number): (socket: Socket) => void {
  let streams: PacedStream[] = [];
  setInterval(() => {
    if (streams.length === 0) return;
    streams = streams.filter((stream) => {
      const chunk = STREAM_ANSWER[stream.next];
      if (chunk === undefined || stream.socket.destroyed) return false;
      stream.socket.write(chunk);
      stream.next += 1;
      return stream.next < STREAM_ANSWER.length;
    });
  }, intervalMs);
  return (socket) => streams.push({ socket, next: 0 });
}

const fastStream = startPacer(1);
const slowStream = startPacer(20);

function answer(socket: Socket, body: Buffer): void {
  if (body.includes('bench-small')) socket.write(SMALL_ANSWER);
  else if (body.includes('bench-judge')) socket.write(VERDICT_ANSWER);
  else if (body.includes('bench-large')) socket.write(LARGE_ANSWER);
  else if (body.includes('bench-stream-slow')) slowStream(socket);
  else if (body.includes('bench-stream')) fastStream(socket);
  else socket.write('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
}

const server = createServer({ noDelay: true, keepAlive: false }, (socket) => {
  let parts: Buffer[] = [];
  const reader = readMessages({
    onHead: () => {},
    onBody: (part) => parts.push(part),
    onEnd: () => {
      const body = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
      parts = [];
      answer(socket, body);
    },
  });
  socket.on('data', (bytes) => reader.push(bytes));
  socket.on('error', () => socket.destroy());
});

server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.send?.({ port: address.port });
});
process.on('disconnect', () => process.exit(0));
