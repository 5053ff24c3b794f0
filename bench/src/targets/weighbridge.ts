import { join } from 'node:path';
import { startProduct } from '@weighbridge/testing/acceptance/start-product';
import { pinToCore } from '../measure/start-child.js';
import { CANDIDATE, describeWeighbridge, renderConfiguration } from './describe-weighbridge.js';
import type { Target } from './target.js';

const started = (evals?: object): Target['start'] =>
  async function start({ upstreamPort, folder, core }) {
    const product = await startProduct({
      config: renderConfiguration(upstreamPort, evals),
      dataDir: join(folder, 'data'),
      prefix: pinToCore(core, []),
    });
    return {
      ...describeWeighbridge(product),
      async stop() {
        await product.stop();
        await product.remove();
      },
    };
  };

/** Weighbridge as `npm start` runs it: key, limits, two budgets, journal and request log on. */
export const weighbridge: Target = {
  name: 'weighbridge',
  whyMissing: () => undefined,
  start: started(),
};

/**
 * The same with automatic evaluation on. One request in a thousand is replayed and judged, so what
 * differs from `weighbridge` is what looking at the traffic costs, not the calls that follow.
 */
export const weighbridgeSampling: Target = {
  name: 'weighbridge-sampling',
  whyMissing: () => undefined,
  onlyWhenNamed: true,
  start: started({
    sample_rate: 0.001,
    judge: 'bench/bench-large',
    candidates: [`bench/${CANDIDATE}`],
    daily_limit: '100.00',
  }),
};
