import { fileURLToPath } from 'node:url';
import { findFreePort, startPlainTarget } from './start-plain-target.js';
import type { Target } from './target.js';

const SCRIPT = fileURLToPath(new URL('./bare-proxy.js', import.meta.url));

/** The least a Node gateway can do; always present. */
export const bare: Target = {
  name: 'bare',
  whyMissing: () => undefined,
  async start({ upstreamPort, folder, core }) {
    const port = await findFreePort();
    const command = [process.execPath, SCRIPT, String(upstreamPort), String(port)];
    return startPlainTarget(
      { command, port, folder, core },
      { version: `node ${process.version}` },
    );
  },
};
