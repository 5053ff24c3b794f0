import { createKey } from '@weighbridge/server/operations/operations';
import { Command } from 'commander';
import { withControlPlane } from '../with-control-plane.js';

interface KeyOptions {
  workspace?: string;
  name: string;
  pair?: boolean;
  json?: boolean;
}

/** `wb key create`: a key for callers of a workspace. */
export function keyCommand(): Command {
  const create = new Command('create')
    .description('create an API key; its text is shown this once')
    .requiredOption('--name <name>', 'unique in the workspace; shown in the request log')
    .option('--workspace <id>', 'whose key it is; may be left out where there is only one')
    .option('--pair', 'also make a public half, which may only write scores')
    .option('--json', 'print one JSON document')
    .action(runKeyCreate);
  return new Command('key').description('work with API keys').addCommand(create);
}

async function runKeyCreate({ json, ...input }: KeyOptions): Promise<void> {
  const made = await withControlPlane((plane) => createKey(plane, input));
  const lines = [`key ${made.name} of workspace ${made.workspace}, shown this once: ${made.key}`];
  if (made.public_key) lines.push(`its public half: ${made.public_key}`);
  process.stdout.write(`${json ? JSON.stringify(made) : lines.join('\n')}\n`);
}
