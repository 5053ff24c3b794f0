import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, askAdmin } from '../acceptance/ask-product.js';
import { type Product, startProduct } from '../acceptance/start-product.js';
import { waitUntil } from '../acceptance/wait-until.js';

const START_MS = 250_000;
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const PROMPT = 'a prompt that no collector may see';

describe('telemetry of the started product', () => {
  let collector: Server;
  let product: Product;
  let key: string;
  const exported: Buffer[] = [];

  beforeAll(async () => {
    collector = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => exported.push(chunk));
      request.on('end', () => response.end());
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;
    product = await startProduct({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
    });
    const made = await askAdmin(product, '/keys', {
      body: { workspace: 'default', name: 'telemetry-key' },
    });
    key = String(made.json.key);
  }, START_MS);

  afterAll(async () => {
    await product?.remove();
    collector?.closeAllConnections();
    collector?.close();
  });

  test('a request is exported as a span below its caller, without its prompt', async () => {
    const answer = await ask(product, '/v1/chat/completions', {
      token: key,
      headers: { traceparent: `00-${TRACE}-${PARENT}-01` },
      body: { model: 'sandbox/swift-mini', messages: [{ role: 'user', content: PROMPT }] },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-wb-trace-id')).toBe(TRACE);
    const bytes = await waitUntil('the span', () => {
      const all = Buffer.concat(exported);
      return all.includes(Buffer.from(TRACE, 'hex')) && all;
    });
    expect(bytes.includes(Buffer.from(PARENT, 'hex'))).toBe(true);
    for (const text of ['gen_ai.request.model', 'swift-mini', 'weighbridge.workspace'])
      expect(bytes.includes(text)).toBe(true);
    expect(bytes.includes(PROMPT)).toBe(false);
  });

  test('it is counted, and no label names a key or a workspace', async () => {
    const { status, headers, text } = await ask(product, '/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(
      /weighbridge_requests_total\{provider="sandbox",model="swift-mini",status_class="2xx"\} [1-9]/,
    );
    for (const name of [
      'weighbridge_overhead_seconds_count',
      'weighbridge_journal_pending_records',
      'weighbridge_otel_dropped_spans_total 0',
      'weighbridge_nodejs_eventloop_lag_p99_seconds',
    ])
      expect(text).toContain(name);
    expect(text).not.toContain('telemetry-key');
    expect(text).not.toMatch(/\b(key|user|workspace)="/);
  });
});
