import { findListener } from '@weighbridge/testing/processes/listening-sockets';
import type { Product } from '@weighbridge/testing/acceptance/start-product';
import { CASES, SLOW_STREAM } from '../cases.js';
import type { RunningTarget } from './target.js';

const HEAP_METRIC = /^weighbridge_nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)$/m;
/** Answered like the small case, whose name it contains; what automatic evaluation replays on. */
const CANDIDATE = 'bench-small-candidate';
const JUDGE = 'bench-judge';
/** Automatic evaluation: one request in a thousand is replayed and judged. */
export const SAMPLING = {
  sample_rate: 0.001,
  judge: `bench/${JUDGE}`,
  candidates: [`bench/${CANDIDATE}`],
  daily_limit: '100.00',
};
const KEY = 'wb-bench-key-0123456789abcdef';
const AUTHORIZATION = { authorization: `Bearer ${KEY}` };

/**
 * Everything a production key has, as large as it takes never to be reached; the parallel limit
 * only so large that slots which are not given back are soon refusals.
 */
export function renderConfiguration(upstreamPort: number, evals?: object): object {
  const limits = { rpm: 1_000_000_000, tpm: 1_000_000_000, max_parallel: 1000 };
  return {
    version: 1,
    providers: [
      {
        id: 'bench',
        type: 'openai-compatible',
        base_url: `http://127.0.0.1:${upstreamPort}/v1`,
        api_key: 'sk-bench-upstream',
        allow_private_network: true,
        models: [...[...CASES, SLOW_STREAM].map(({ model }) => model), CANDIDATE, JUDGE].map(
          (id) => ({
            id,
            price: { input: '0.15', output: '0.60' },
            context: 128_000,
            max_output: 16_384,
          }),
        ),
      },
    ],
    workspaces: [
      {
        id: 'bench',
        budget: { limit: '10000000.00', period: 'month' },
        evals,
        keys: [{ name: 'bench', key: KEY, budget: { limit: '1000000.00', period: 'day' }, limits }],
      },
    ],
  };
}

/** A started Weighbridge, or its gateway role, as the bench measures it. */
export function describeWeighbridge(product: Product): Omit<RunningTarget, 'stop'> {
  const { hostname, port } = new URL(product.url);
  return {
    host: hostname,
    port: Number(port),
    path: '/v1/chat/completions',
    headers: AUTHORIZATION,
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
    async reserved() {
      const answer = await fetch(`${product.url}/v1/key`, { headers: AUTHORIZATION });
      const { budgets } = (await answer.json()) as { budgets: { reserved: string }[] };
      return budgets.map(({ reserved }) => reserved).join(' + ');
    },
  };
}
