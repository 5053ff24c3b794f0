import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { searchPath } from '../environment.js';
import { findCommand } from './find-command.js';
import { findFreePort, startPlainTarget } from './start-plain-target.js';
import type { Target } from './target.js';

/** File-based mode: https://docs.getbifrost.ai/deployment-guides/config-json */
const renderConfiguration = (upstreamPort: number): string =>
  JSON.stringify({
    client: { drop_excess_requests: false, enable_logging: false },
    providers: {
      openai: {
        keys: [{ name: 'bench', value: 'sk-bench-upstream', models: ['*'], weight: 1 }],
        network_config: { base_url: `http://127.0.0.1:${upstreamPort}` },
      },
    },
    config_store: { enabled: false },
  });

/** Bifrost's HTTP gateway with its defaults, without its log store. */
export const bifrost: Target = {
  name: 'bifrost',
  whyMissing: () => (findCommand('bifrost-http') ? undefined : 'no bifrost-http on PATH'),
  async start({ upstreamPort, folder, core }) {
    const port = await findFreePort();
    writeFileSync(join(folder, 'config.json'), renderConfiguration(upstreamPort));
    const program = findCommand('bifrost-http') ?? 'bifrost-http';
    const started = await startPlainTarget(
      {
        command: [program, '-app-dir', folder, '-host', '127.0.0.1', '-port', String(port)],
        ...{ port, folder, core },
        env: { PATH: searchPath().join(':'), HOME: folder },
      },
      { version: 'bifrost-http' },
    );
    return { ...started, modelPrefix: 'openai/' };
  },
};
