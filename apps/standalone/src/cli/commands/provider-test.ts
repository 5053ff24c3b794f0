import { tryStoredProvider } from '@weighbridge/server/operations/try-provider';
import { Command } from 'commander';
import { withControlPlane } from '../with-control-plane.js';

interface TestOptions {
  workspace?: string;
  json?: boolean;
}

/** `wb provider test ID`: says in words what is wrong with a provider; exit 1 when something is. */
export function providerCommand(): Command {
  const test = new Command('test')
    .description('call a provider once with each of its keys and say what is wrong, if anything')
    .argument('<id>', 'the provider')
    .option('--workspace <id>', 'whose provider, where several have one of this id')
    .option('--json', 'print {ok, message, latency_ms, checked} as one JSON document')
    .action(runProviderTest);
  return new Command('provider').description('work with providers').addCommand(test);
}

async function runProviderTest(id: string, { workspace, json }: TestOptions): Promise<void> {
  const trial = await withControlPlane((plane) => tryStoredProvider(plane, id, workspace));
  const took = trial.latency_ms === null ? '' : ` (${trial.latency_ms} ms)`;
  const lines = [...trial.checked, `${id}: ${trial.ok ? 'ok' : 'not ok'}${took}: ${trial.message}`];
  process.stdout.write(`${json ? JSON.stringify(trial) : lines.join('\n')}\n`);
  if (!trial.ok) process.exitCode = 1;
}
