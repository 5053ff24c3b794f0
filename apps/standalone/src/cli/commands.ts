import type { Command } from 'commander';
import { configCommand } from './commands/config.js';
import { devStoresCommand } from './commands/dev-stores.js';

/** Every command of `wb`, one file each. */
export const commands: readonly (() => Command)[] = [configCommand, devStoresCommand];
