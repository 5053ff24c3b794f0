import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));

/** Rules that fired, as `rule path`. */
export type Fired = string[];

/** Runs dependency-cruiser with the configuration of the repository over another tree. */
export async function runDependencyCruiser(root: string): Promise<Fired> {
  const output = await runNode(root, [
    `${REPOSITORY}node_modules/dependency-cruiser/bin/dependency-cruise.mjs`,
    '--config',
    `${REPOSITORY}.dependency-cruiser.cjs`,
    '--output-type',
    'json',
    'libs',
    'apps',
  ]);
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, rule }) => `${rule.name} ${from}`);
}

/** Runs ESLint with the configuration of the repository over another tree. */
export async function runLinter(root: string): Promise<Fired> {
  const output = await runNode(root, [
    `${REPOSITORY}node_modules/eslint/bin/eslint.js`,
    '--config',
    `${REPOSITORY}eslint.config.mjs`,
    '--format',
    'json',
    '.',
  ]);
  const files = JSON.parse(output) as {
    filePath: string;
    messages: { ruleId: string | null; message: string }[];
  }[];
  return files.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ ruleId, message }) => `${ruleId ?? message} ${filePath.slice(filePath.indexOf('libs/'))}`,
    ),
  );
}

/** Standard output of a Node program; both checkers exit with 1 when they find something. */
function runNode(cwd: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NODE_OPTIONS: '' } };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (stdout.startsWith('{') || stdout.startsWith('[')) resolve(stdout);
      else reject(new Error(`the checker gave no report: ${stderr || stdout}`, { cause: error }));
    });
  });
}
