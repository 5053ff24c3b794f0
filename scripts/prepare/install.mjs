import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { environment } from './environment.mjs';
import { runStep } from './run-step.mjs';

const STAMP = 'node_modules/.weighbridge-install';

function read(root, name) {
  try {
    return readFileSync(join(root, name), 'utf8');
  } catch {
    return '';
  }
}

/** What an install depends on. Not the Node.js version: all native packages are N-API or programs. */
function wantedStamp(root) {
  const lock = createHash('sha256').update(read(root, 'package-lock.json')).digest('hex');
  return `${lock} ${process.platform} ${process.arch}\n`;
}

/** Whether an install without our stamp (a plain `npm install`) holds what the lock file names. */
function matchesLock(root) {
  const hidden = read(root, 'node_modules/.package-lock.json');
  if (!hidden) return false;
  const installed = JSON.parse(hidden).packages;
  const wanted = JSON.parse(read(root, 'package-lock.json')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || entry.link) return true;
    if (!path.includes('node_modules/')) return true;
    return installed[path]?.version === entry.version;
  });
}

/** How to run npm: the one that started us, else the one beside this Node.js, else the PATH's. */
function npmCommand() {
  const own = environment.npm_execpath;
  if (own && /npm-cli\.js$/.test(own) && existsSync(own)) return [process.execPath, own];
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  return existsSync(beside) ? [process.execPath, beside] : ['npm'];
}

/** Whether the dependencies are those of the lock file. */
export function isInstalled(root) {
  return read(root, STAMP) === wantedStamp(root);
}

/**
 * Installs what the lock file names, without running install scripts.
 * @throws with npm's last words
 */
export async function install(root) {
  if (!matchesLock(root)) {
    const command = [
      ...npmCommand(),
      // Not `npm ci`: it wants every platform's optional packages in the lock file, and refuses one
      // made where the registry lacked some. This takes the versions of the lock file as they are,
      // checks their integrity, leaves the file alone, and adds this platform's packages.
      'install',
      '--no-save',
      '--loglevel=notice', // .npmrc has npm keep its banner off the standard output of commands
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--include=dev',
      '--include=optional',
      `--prefix=${root}`,
    ];
    await runStep('installing dependencies (the first time takes a minute or two)', command, {
      cwd: root,
    }).catch((error) => {
      throw new Error(
        `${error.message}\n\nThe first install needs the npm registry (or a filled npm cache); try again with: npm install --no-save --ignore-scripts --loglevel=notice`,
      );
    });
  }
  // A folder that may not be written to only costs this check again.
  await writeFile(join(root, STAMP), wantedStamp(root)).catch(() => undefined);
}
