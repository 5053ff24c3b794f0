import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createUser } from '@weighbridge/server/operations/operations';
import { Command } from 'commander';
import { withControlPlane } from '../with-control-plane.js';

const PASSWORD_BYTES = 12;

interface UserOptions {
  email: string;
  name?: string;
  passwordFile?: string;
  instanceOwner?: boolean;
  json?: boolean;
}

/** `wb user create`: someone who may sign in to the console. */
export function userCommand(): Command {
  const create = new Command('create')
    .description('create a user who may sign in; the password is generated unless a file has one')
    .requiredOption('--email <address>', 'the address to sign in with')
    .option('--name <name>', 'shown in the console')
    .option('--password-file <file>', 'a file that holds the password')
    .option('--instance-owner', 'with every right on this instance')
    .option('--json', 'print one JSON document')
    .action(runUserCreate);
  return new Command('user').description('work with users').addCommand(create);
}

async function runUserCreate(options: UserOptions): Promise<void> {
  const { email, name, passwordFile, instanceOwner, json } = options;
  const password = passwordFile
    ? (await readFile(passwordFile, 'utf8')).trim()
    : randomBytes(PASSWORD_BYTES).toString('base64url');
  const input = { email, name, password, instance_owner: instanceOwner };
  const user = await withControlPlane((plane) => createUser(plane, input));
  const shown = passwordFile ? user : { ...user, password };
  const lines = [`user ${user.email} (${user.id})`];
  if (!passwordFile) lines.push(`password, shown this once: ${password}`);
  process.stdout.write(`${json ? JSON.stringify(shown) : lines.join('\n')}\n`);
}
