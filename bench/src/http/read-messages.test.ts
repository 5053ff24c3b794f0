import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readMessages } from './read-messages.js';

interface Message {
  head: string;
  body: string;
}

function collect(parts: readonly Buffer[]): { messages: Message[]; idle: boolean } {
  const messages: Message[] = [];
  let head = '';
  let body = '';
  const reader = readMessages({
    onHead: (text) => {
      head = text;
      body = '';
    },
    onBody: (part) => {
      body += part.toString('latin1');
    },
    onEnd: () => messages.push({ head, body }),
  });
  for (const part of parts) reader.push(part);
  return { messages, idle: reader.isIdle() };
}

function cut(bytes: Buffer, points: readonly number[]): Buffer[] {
  const ends = [...new Set(points.map((point) => point % bytes.length))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const LENGTH_FRAMED = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n';
const EMPTY = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

test('messages are read the same wherever the network cuts them', () => {
  const wire = Buffer.from(LENGTH_FRAMED + CHUNKED + EMPTY + LENGTH_FRAMED, 'latin1');
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 10_000 }), { maxLength: 40 }), (points) => {
      const { messages, idle } = collect(cut(wire, points).filter((part) => part.length > 0));
      expect(messages.map((message) => message.body)).toEqual([
        'hello',
        'abc0123456789',
        '',
        'hello',
      ]);
      expect(idle).toBe(true);
    }),
  );
});

test('a message that stops half way leaves the connection not idle', () => {
  expect(collect([Buffer.from(LENGTH_FRAMED.slice(0, -1))])).toEqual({ messages: [], idle: false });
});

test('a chunk size that is no number is an error', () => {
  const broken = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n';
  expect(() => collect([Buffer.from(broken)])).toThrow('unreadable chunk size');
});
