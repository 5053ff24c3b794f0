import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GENAI, GENERAL, WEIGHBRIDGE } from './genai-attributes.js';
import type { RequestSpanFacts } from './request-span-facts.js';
import { createSpanExporter, type SpanExporterSettings } from './span-exporter.js';

const FACTS: RequestSpanFacts = {
  requestId: 'req_1',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: '00f067aa0ba902b7',
  traceFlags: 1,
  startedAt: 1_790_000_000_123.25,
  endedAt: 1_790_000_001_000,
  operation: 'chat',
  workspace: 'acme',
  requestModel: 'chat',
  providerType: 'openai',
  providerId: 'main',
  responseModel: 'gpt-4o-mini',
  route: 'chat',
  strategy: 'priority',
  tags: [],
  attempts: 2,
  parameters: { temperature: 0.2, maxTokens: 64, stream: true },
  usage: { inputTokens: 11, outputTokens: 7, cacheReadTokens: 3 },
  finishReasons: ['stop'],
  ttftMs: 80,
  cost: 123_000n,
};

let collector: Server;
let received: { path: string; headers: IncomingHttpHeaders; body: Buffer }[];
let status: number;

beforeEach(async () => {
  received = [];
  status = 200;
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url!, headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(status).end();
    });
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
});

afterEach(() => new Promise<unknown>((resolve) => collector.close(resolve)));

const endpointOf = () => `http://127.0.0.1:${(collector.address() as AddressInfo).port}/otlp/`;

const startExporter = (settings: Partial<SpanExporterSettings> = {}) =>
  createSpanExporter({
    endpoint: endpointOf(),
    headers: { authorization: 'Api-Token t' },
    ...settings,
  })!;

describe('the span exporter', () => {
  test('nothing configured is no exporter', () => {
    expect(createSpanExporter(null)).toBeNull();
  });

  test('a finished request arrives as one GenAI span below its caller', async () => {
    const exporter = startExporter();
    exporter.offer(FACTS);
    await exporter.shutdown();

    expect(received).toHaveLength(1);
    expect(received[0]!.path).toBe('/otlp/v1/traces');
    expect(received[0]!.headers).toMatchObject({
      'content-type': 'application/x-protobuf',
      authorization: 'Api-Token t',
    });
    const [span] = spansOf(received[0]!.body);
    expect(span).toMatchObject({
      traceId: FACTS.traceId,
      spanId: FACTS.spanId,
      parentSpanId: FACTS.parentSpanId,
      name: 'chat chat',
      startNs: 1_790_000_000_123_250_000n,
      endNs: 1_790_000_001_000_000_000n,
      attributes: {
        [GENAI.operation]: 'chat',
        [GENAI.provider]: 'openai',
        [GENAI.requestModel]: 'chat',
        [GENAI.responseModel]: 'gpt-4o-mini',
        [GENAI.temperature]: 0.2,
        [GENAI.maxTokens]: 64n,
        [GENAI.stream]: 1n,
        [GENAI.inputTokens]: 11n,
        [GENAI.outputTokens]: 7n,
        [GENAI.cacheReadTokens]: 3n,
        [GENAI.finishReasons]: ['stop'],
        [GENAI.timeToFirstChunk]: 0.08,
        [WEIGHBRIDGE.workspace]: 'acme',
        [WEIGHBRIDGE.cost]: '0.000123',
      },
    });
    expect(Object.keys(span!.attributes)).not.toContain(WEIGHBRIDGE.tags);
    expect(exporter.dropped).toBe(0);
  });

  test('a failed request without a provider names its error', async () => {
    const exporter = startExporter();
    exporter.offer({ ...FACTS, parentSpanId: null, providerType: null, errorCode: 'rate_limited' });
    await exporter.shutdown();

    const [span] = spansOf(received[0]!.body);
    expect(span!.parentSpanId).toBe('');
    expect(span!.attributes[GENERAL.errorType]).toBe('rate_limited');
    expect(span!.attributes).not.toHaveProperty([GENAI.provider]);
  });

  test('a full queue drops and counts, and what fitted arrives in batches', async () => {
    const exporter = startExporter({ maxQueue: 300 });
    for (let index = 0; index < 310; index++) exporter.offer(FACTS);
    expect([exporter.pending, exporter.dropped]).toEqual([300, 10]);
    await exporter.shutdown();
    expect(received.map(({ body }) => spansOf(body).length)).toEqual([128, 128, 44]);
    expect(exporter.dropped).toBe(10);
  });

  test('spans leave by themselves at the interval', async () => {
    const exporter = startExporter({ intervalMs: 5 });
    exporter.offer(FACTS);
    await once(collector, 'request');
    await exporter.shutdown();
    expect(received).toHaveLength(1);
  });

  test('a collector that refuses costs spans, counted', async () => {
    status = 400;
    const exporter = startExporter();
    exporter.offer(FACTS);
    await exporter.shutdown();
    expect(exporter.dropped).toBe(1);
  });
});

type Fields = Map<number, (bigint | Buffer)[]>;

/** The fields of one protobuf message: https://protobuf.dev/programming-guides/encoding/ */
function fieldsOf(message: Buffer): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number) => message.subarray(at, (at += length));
  while (at < message.length) {
    const tag = Number(varint());
    const wire = tag & 7;
    const value = wire === 0 ? varint() : take(wire === 1 ? 8 : wire === 5 ? 4 : Number(varint()));
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

const messages = (fields: Fields, number: number): Buffer[] =>
  (fields.get(number) ?? []) as Buffer[];
const bytes = (fields: Fields, number: number): Buffer =>
  messages(fields, number)[0] ?? Buffer.alloc(0);

/** Field numbers from opentelemetry/proto/trace/v1/trace.proto. */
function spansOf(body: Buffer) {
  return messages(fieldsOf(body), 1)
    .flatMap((resourceSpans) => messages(fieldsOf(resourceSpans), 2))
    .flatMap((scopeSpans) => messages(fieldsOf(scopeSpans), 2))
    .map((span) => {
      const fields = fieldsOf(span);
      return {
        traceId: bytes(fields, 1).toString('hex'),
        spanId: bytes(fields, 2).toString('hex'),
        parentSpanId: bytes(fields, 4).toString('hex'),
        name: bytes(fields, 5).toString(),
        startNs: bytes(fields, 7).readBigUInt64LE(),
        endNs: bytes(fields, 8).readBigUInt64LE(),
        attributes: Object.fromEntries(
          messages(fields, 9).map((pair) => [
            bytes(fieldsOf(pair), 1).toString(),
            valueOf(bytes(fieldsOf(pair), 2)),
          ]),
        ),
      };
    });
}

/** `AnyValue` of common.proto; a boolean comes out as 0n or 1n. */
function valueOf(message: Buffer): unknown {
  for (const [number, [value]] of fieldsOf(message)) {
    if (number === 1) return value!.toString();
    if (number === 4) return (value as Buffer).readDoubleLE();
    if (number === 5) return messages(fieldsOf(value as Buffer), 1).map(valueOf);
    return value;
  }
  return null;
}
