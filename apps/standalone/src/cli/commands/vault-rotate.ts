import { rotateVault } from '@weighbridge/server/operations/operations';
import { Command } from 'commander';
import { withControlPlane } from '../with-control-plane.js';

interface RotateOptions {
  newKeyFile?: string;
  finish?: boolean;
  json?: boolean;
}

/** `wb vault rotate`: changes the master key while the instance keeps running. */
export function vaultCommand(): Command {
  const rotate = new Command('rotate')
    .description('change the master key: wrap, restart with the new key, then finish')
    .option('--new-key-file <file>', 'wrap every secret under the key in this file too')
    .option('--finish', 'run with the new key: drop what the former one opens')
    .option('--json', 'print one JSON document')
    .action(runVaultRotate);
  return new Command('vault').description('work with stored secrets').addCommand(rotate);
}

async function runVaultRotate({ newKeyFile, finish, json }: RotateOptions): Promise<void> {
  if ((newKeyFile === undefined) === !finish) {
    throw new Error('give either --new-key-file FILE or --finish');
  }
  const changed = await withControlPlane((plane) => rotateVault(plane, newKeyFile));
  const next = newKeyFile
    ? 'restart every node with the new key as WB_MASTER_KEY (or in the file master-key of the data directory), run this once more with the former key if secrets were saved meanwhile, then: wb vault rotate --finish'
    : 'the former master key opens nothing any more';
  process.stdout.write(
    json ? `${JSON.stringify({ changed, next })}\n` : `${changed} secrets rewrapped; ${next}\n`,
  );
}
