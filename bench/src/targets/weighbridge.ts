import { join } from 'node:path';
import { startProduct } from '@weighbridge/testing/acceptance/start-product';
import { pinToCore } from '../measure/start-child.js';
import { describeWeighbridge, renderConfiguration, SAMPLING } from './describe-weighbridge.js';
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

/** The same with automatic evaluation on, done by a process beside the gateway. */
export const weighbridgeSampling: Target = {
  name: 'weighbridge-sampling',
  whyMissing: () => undefined,
  onlyWhenNamed: true,
  start: started(SAMPLING),
};
