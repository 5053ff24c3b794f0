import { bare } from './bare.js';
import { nginx } from './nginx.js';
import { portkey } from './portkey.js';
import type { Target } from './target.js';
import { weighbridge } from './weighbridge.js';

/** In the order of a round. */
export const ALL_TARGETS: readonly Target[] = [bare, nginx, weighbridge, portkey];
