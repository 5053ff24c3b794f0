import { Command, Option } from 'commander';
import type { Role } from '@weighbridge/server/platform/start-roles';

/** Reads `npm start -- --role gateway`; help and mistakes are answered by commander, which exits. */
export function readRoles(args: readonly string[]): Role[] {
  const program = new Command('npm start --')
    .description('starts Weighbridge and stays; Ctrl-C stops it')
    .addOption(
      new Option(
        '--role <role>',
        'the part to start; parts share DATABASE_URL, CLICKHOUSE_URL, REDIS_URL',
      )
        .choices(['all', 'gateway', 'control', 'worker'])
        .default('all'),
    )
    .parse(args, { from: 'user' });
  const { role } = program.opts<{ role: Role | 'all' }>();
  return role === 'all' ? ['gateway', 'control', 'worker'] : [role];
}
