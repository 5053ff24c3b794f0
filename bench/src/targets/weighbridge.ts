import { join } from 'node:path';
import { startProduct } from '@weighbridge/testing/acceptance/start-product';
import { CASES, SLOW_STREAM } from '../cases.js';
import { findListener } from '@weighbridge/testing/processes/listening-sockets';
import { pinToCore } from '../measure/start-child.js';
import type { Target } from './target.js';

const KEY = 'wb-bench-key-0123456789abcdef';
const HEAP_METRIC = /^weighbridge_nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)$/m;

/** Everything a production key has, as large as it takes never to be reached. */
function renderConfiguration(upstreamPort: number): object {
  const limits = { rpm: 1_000_000_000, tpm: 1_000_000_000, max_parallel: 100_000 };
  return {
    version: 1,
    providers: [
      {
        id: 'bench',
        type: 'openai-compatible',
        base_url: `http://127.0.0.1:${upstreamPort}/v1`,
        api_key: 'sk-bench-upstream',
        allow_private_network: true,
        models: [...CASES, SLOW_STREAM].map(({ model }) => ({
          id: model,
          price: { input: '0.15', output: '0.60' },
          context: 128_000,
          max_output: 16_384,
        })),
      },
    ],
    workspaces: [
      {
        id: 'bench',
        budget: { limit: '10000000.00', period: 'month' },
        keys: [{ name: 'bench', key: KEY, budget: { limit: '1000000.00', period: 'day' }, limits }],
      },
    ],
  };
}

/** Weighbridge as `npm start` runs it: key, limits, two budgets, journal and request log on. */
export const weighbridge: Target = {
  name: 'weighbridge',
  whyMissing: () => undefined,
  async start({ upstreamPort, folder, core }) {
    const product = await startProduct({
      config: renderConfiguration(upstreamPort),
      dataDir: join(folder, 'data'),
      prefix: pinToCore(core, []),
    });
    const { hostname, port } = new URL(product.url);
    return {
      host: hostname,
      port: Number(port),
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${KEY}` },
      modelPrefix: 'bench/',
      mark: product.mark,
      gatewayPid: findListener(Number(port), product.mark),
      version: 'this checkout',
      settleSeconds: 2,
      async heapBytes() {
        const metrics = await fetch(`${product.url}/metrics`).then((answer) => answer.text());
        const text = HEAP_METRIC.exec(metrics)?.[1];
        return text === undefined ? undefined : Number(text);
      },
      async stop() {
        await product.stop();
        await product.remove();
      },
    };
  },
};
