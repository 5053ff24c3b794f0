import { describeConfigFile } from '@weighbridge/contracts/config/describe-config-file';
import { Command } from 'commander';

/** `wb config schema`: the JSON Schema that editors read, as committed in `libs/contracts/schema`. */
export function configSchemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON Schema of the configuration file, for editors')
    .option('--json', 'accepted for uniformity: the schema is JSON')
    .action(() => {
      process.stdout.write(`${JSON.stringify(describeConfigFile(), null, 2)}\n`);
    });
}
