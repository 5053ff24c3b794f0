// A process of its own: takes orders over IPC, one at a time, and answers each with its result.
import type { LoadOrder } from './load-protocol.js';
import { sendLoad } from './send-load.js';

process.on('message', (order: LoadOrder) => {
  void sendLoad(order).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));
