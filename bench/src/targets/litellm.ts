import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES, SLOW_STREAM } from '../cases.js';
import { searchPath } from '../environment.js';
import { findCommand } from './find-command.js';
import { findFreePort, startPlainTarget } from './start-plain-target.js';
import type { Target } from './target.js';

/** Without one it does not start (1.106). */
const MASTER_KEY = 'sk-bench-master-0123456789abcdef';

/** Its file is YAML, which JSON is: https://docs.litellm.ai/docs/proxy/configs */
const renderConfiguration = (upstreamPort: number): string =>
  JSON.stringify({
    model_list: [...CASES, SLOW_STREAM].map(({ model }) => ({
      model_name: model,
      litellm_params: {
        model: `openai/${model}`,
        api_base: `http://127.0.0.1:${upstreamPort}/v1`,
        api_key: 'sk-bench-upstream',
      },
    })),
    general_settings: { master_key: MASTER_KEY },
  });

/** LiteLLM's proxy with its defaults, one worker, without a database. */
export const litellm: Target = {
  name: 'litellm',
  whyMissing: () => (findCommand('litellm') ? undefined : 'no litellm on PATH'),
  async start({ upstreamPort, folder, core }) {
    const port = await findFreePort();
    const file = join(folder, 'litellm.yaml');
    writeFileSync(file, renderConfiguration(upstreamPort));
    const program = findCommand('litellm') ?? 'litellm';
    const where = ['--config', file, '--host', '127.0.0.1', '--port', String(port)];
    const started = await startPlainTarget(
      {
        command: [program, ...where, '--num_workers', '1', '--telemetry', 'False'],
        ...{ port, folder, core },
        env: {
          ...{ PATH: searchPath().join(':'), HOME: folder },
          LITELLM_LOCAL_MODEL_COST_MAP: 'True', // else it waits for a price list from the network
        },
      },
      { version: readVersion(program) },
    );
    return { ...started, headers: { authorization: `Bearer ${MASTER_KEY}` } };
  },
};

const readVersion = (program: string): string =>
  `litellm ${/\d+\.\d+\S*/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[0] ?? ''}`;
