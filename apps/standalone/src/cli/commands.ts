import type { Command } from 'commander';
import { backupCommand, restoreCommand } from './commands/backup.js';
import { catalogueCommand } from './commands/catalogue.js';
import { configCommand } from './commands/config.js';
import { devStoresCommand } from './commands/dev-stores.js';
import { journalCommand } from './commands/journal-verify.js';
import { auditLogCommand } from './commands/audit-log-verify.js';
import { keyCommand } from './commands/key-create.js';
import { providerCommand } from './commands/provider-test.js';
import { replayCommand } from './commands/replay.js';
import { userCommand } from './commands/user-create.js';
import { vaultCommand } from './commands/vault-rotate.js';

/** Every command of `wb`, one file each. */
export const commands: readonly (() => Command)[] = [
  backupCommand,
  restoreCommand,
  catalogueCommand,
  configCommand,
  devStoresCommand,
  journalCommand,
  auditLogCommand,
  keyCommand,
  providerCommand,
  replayCommand,
  userCommand,
  vaultCommand,
];
