import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ConfigProblem, ConfigReport } from '@weighbridge/contracts/config/config-problem';
import { BUILT_IN_CATALOGUE } from '@weighbridge/gateway/catalogue/built-in-catalogue';
import { PROVIDER_ADAPTERS } from '@weighbridge/gateway/providers/registry';
import { readConfigText } from '@weighbridge/govern/configuration/read-config-text';
import { processEnvironment, readSettings } from '@weighbridge/server/platform/env';
import { Command } from 'commander';

/** `wb config validate FILE [--json]`: exit 0 when the server would accept the file, else 1. */
export function configValidateCommand(): Command {
  return new Command('validate')
    .description('check a configuration file exactly as the server does')
    .argument('<file>', 'the file, YAML or JSON')
    .option('--json', 'print {valid, errors, warnings} as one JSON document')
    .action(async (file: string, options: { json?: boolean }) => {
      const environment = processEnvironment();
      const callerDir = environment.INIT_CWD ?? process.cwd(); // npm changes into the package first
      const { variables } = readSettings(environment, process.cwd());
      const report = await validateConfigFile(resolve(callerDir, file), variables);
      process.stdout.write(
        options.json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(file, report),
      );
      if (!report.valid) process.exitCode = 1;
    });
}

/** Judges the file at a path; a file that cannot be read is a report too. */
export async function validateConfigFile(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ConfigReport> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const message = reason === 'ENOENT' ? 'there is no such file' : `cannot be read (${reason})`;
    return { valid: false, errors: [{ line: 1, column: 1, path: '', message }], warnings: [] };
  }
  const result = readConfigText(text, {
    env,
    now: Date.now(),
    vendors: PROVIDER_ADAPTERS,
    listModelIds: BUILT_IN_CATALOGUE.listModelIds,
  });
  return {
    valid: result.ok,
    errors: result.ok ? [] : result.errors,
    warnings: result.warnings,
  };
}

/** One line a problem, `file:line:column path message (did you mean …?)`, and a last line that sums up. */
export function formatReport(file: string, { valid, errors, warnings }: ConfigReport): string {
  const show = (kind: string) => (problem: ConfigProblem) => {
    const place = `${file}:${problem.line}:${problem.column}`;
    const hint = problem.suggestion ? ` (did you mean ${problem.suggestion}?)` : '';
    return `${place} ${kind}: ${problem.path ? `${problem.path} ` : ''}${problem.message}${hint}`;
  };
  const summary = `${file}: ${valid ? 'valid' : 'refused'}, ${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  return [...errors.map(show('error')), ...warnings.map(show('warning')), summary, ''].join('\n');
}

const count = (problems: ConfigProblem[], word: string): string =>
  `${problems.length} ${word}${problems.length === 1 ? '' : 's'}`;
