import { Command } from 'commander';
import { configSchemaCommand } from './config-schema.js';
import { configValidateCommand } from './config-validate.js';

/** `wb config …`: everything about the configuration file. */
export function configCommand(): Command {
  return new Command('config')
    .description('work with configuration files')
    .addCommand(configValidateCommand())
    .addCommand(configSchemaCommand());
}
