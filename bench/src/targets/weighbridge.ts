import { join } from 'node:path';
import { startProduct } from '@weighbridge/testing/acceptance/start-product';
import { pinToCore } from '../measure/start-child.js';
import { describeWeighbridge, renderConfiguration } from './describe-weighbridge.js';
import type { Target } from './target.js';

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
    return {
      ...describeWeighbridge(product),
      async stop() {
        await product.stop();
        await product.remove();
      },
    };
  },
};
