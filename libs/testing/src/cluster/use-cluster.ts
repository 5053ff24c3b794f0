import { afterAll, beforeAll } from '@jest/globals';
import { CALLER_KEY, describeVendor } from '../acceptance/describe-vendor.js';
import { type FakeVendor, startFakeVendor } from '../fake-vendor/start-fake-vendor.js';
import { type Cluster, startCluster } from './start-cluster.js';

/** What a file of cluster tests stands on; readable once its tests run. */
export interface ClusterStand {
  vendor: FakeVendor;
  cluster: Cluster;
}

/**
 * Starts a fake vendor and a control plane with two gateways in front of it, which know the workspace
 * `acme` with one key, before the first test, and removes all of it after the last.
 */
export function useCluster(): ClusterStand {
  const stand: Partial<ClusterStand> = {};
  beforeAll(async () => {
    stand.vendor = await startFakeVendor();
    stand.cluster = await startCluster({
      gateways: 2,
      config: {
        version: 1,
        providers: [describeVendor(stand.vendor, ['chat'])],
        workspaces: [
          {
            id: 'acme',
            budget: { limit: '100000.00', period: 'total' },
            keys: [{ name: 'callers', key: CALLER_KEY }],
          },
        ],
      },
    });
  });
  afterAll(async () => {
    await stand.cluster?.remove();
    await stand.vendor?.close();
  });
  return stand as ClusterStand;
}
