import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SseSplitter } from './sse-splitter.js';

const TEXT =
  '\uFEFF: hello\n\nevent: start\ndata: {"a":"ü€😀"}\n\ndata: one\r\ndata:two\r\n\r\n: ping\r\n\r\ndata\n\nid: 4\n\ndata: [DONE]\n\n';

const read = (chunks: Buffer[]) => {
  const splitter = new SseSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
};

describe('splitting server-sent events', () => {
  test('events, multi-line data, comments, byte order mark and both line ends are understood', () => {
    expect(read([Buffer.from(TEXT)]).map(({ name, data }) => [name, data])).toEqual([
      ['start', '{"a":"ü€😀"}'],
      ['', 'one\ntwo'],
      ['', ''],
      ['', '[DONE]'],
    ]);
  });

  test('however the bytes are cut, the same events come out with the same raw bytes', () => {
    const bytes = Buffer.from(TEXT);
    const whole = read([bytes]);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 30 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index]!, edge));
        expect(read(chunks)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
    expect(read(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(whole);
  });

  test('bare carriage returns end lines too', () => {
    expect(read([Buffer.from('data: a\r\rdata: b\r\r')]).map((event) => event.data)).toEqual([
      'a',
      'b',
    ]);
  });

  test('a last event without its empty line still counts', () => {
    expect(read([Buffer.from('data: a')]).map((event) => event.data)).toEqual(['a']);
  });

  test.each([
    ['a line over 1 MiB in one piece', [`data: ${'x'.repeat(1_048_577)}\n\n`]],
    ['a line over 1 MiB in pieces', Array.from({ length: 20 }, () => 'x'.repeat(65_536))],
    [
      'an event over 4 MiB in short lines',
      Array.from({ length: 700 }, () => `data: ${'x'.repeat(8_192)}\n`),
    ],
  ])('%s is refused', (_name, chunks) => {
    expect(() => read(chunks.map((chunk) => Buffer.from(chunk)))).toThrow(/too long/);
  });

  test('a long event that drips in costs as much as one in one piece', () => {
    const lines = 'data: x\n'.repeat(200_000);
    const bytes = Buffer.from(`${lines}\n`);
    const splitter = new SseSplitter();
    const before = process.cpuUsage();
    const events = [];
    for (let start = 0; start < bytes.length; start += 8)
      events.push(...splitter.push(bytes.subarray(start, start + 8)));
    expect(events.map((event) => event.data.length)).toEqual([399_999]);
    expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
  });
});
