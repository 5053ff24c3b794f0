import { bare } from './bare.js';
import { bifrost } from './bifrost.js';
import { litellm } from './litellm.js';
import { nginx } from './nginx.js';
import { portkey } from './portkey.js';
import type { Target } from './target.js';
import { weighbridge, weighbridgeSampling } from './weighbridge.js';
import { weighbridgeCluster, weighbridgeClusterSampling } from './weighbridge-cluster.js';

/** In the order of a round. */
export const ALL_TARGETS: readonly Target[] = [
  bare,
  nginx,
  weighbridge,
  weighbridgeSampling,
  weighbridgeCluster,
  weighbridgeClusterSampling,
  portkey,
  litellm,
  bifrost,
];
