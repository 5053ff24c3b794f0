import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockDataDir } from '@weighbridge/server/instance/lock-data-dir';
import { processEnvironment, readSettings, type Settings } from '@weighbridge/server/platform/env';
import { Command } from 'commander';
import { backUpDataDir } from '../../backup/back-up-data-dir.js';
import { describeDataDir } from '../../backup/manifest.js';
import { restoreDataDir } from '../../backup/restore-data-dir.js';
import { startStores } from '../../stores/start-stores.js';

/** The repository: four folders above this file, compiled or not. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../../..');

interface JsonOption {
  json?: boolean;
}

/** `wb backup FILE`: everything an embedded instance knows, in one file. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('archive the data directory of a stopped instance (embedded stores)')
    .argument('<file>', 'the archive to write, such as weighbridge.tar.gz')
    .option('--json', 'print one JSON document')
    .action(runBackup);
}

/** `wb restore FILE`: the way back. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('unpack an archive of wb backup into an empty data directory')
    .argument('<file>', 'the archive to read')
    .option('--json', 'print one JSON document')
    .action(runRestore);
}

async function runBackup(name: string, { json }: JsonOption): Promise<void> {
  const { dataDir, file } = placesOf(name);
  await describeDataDir(dataDir, new Date(), false); // an empty folder is left as it is
  const lock = await lockDataDir(dataDir);
  try {
    // Takes over what a killed instance left running, recovers it, and stops it in order.
    const stores = await startStores({}, dataDir, () => undefined);
    await stores.stop();
    const report = await backUpDataDir({ dataDir, file, now: new Date() });
    const key = report.has_master_key
      ? 'it holds the master key: keep it like one'
      : 'the master key is not in it: keep WB_MASTER_KEY too';
    print(json, report, `${report.file}: ${report.bytes} bytes, sha256 ${report.sha256}; ${key}`);
  } finally {
    await lock.release();
  }
}

async function runRestore(name: string, { json }: JsonOption): Promise<void> {
  const { dataDir, file } = placesOf(name);
  const manifest = await restoreDataDir({ dataDir, file });
  const key = manifest.has_master_key ? '' : '; start it with the WB_MASTER_KEY it had';
  const told = `${dataDir} is as it was at ${manifest.created_at}${key}`;
  print(json, { data_dir: dataDir, ...manifest }, told);
}

/** npm changes into the repository; INIT_CWD is where it was called. */
function placesOf(file: string): { dataDir: string; file: string } {
  const environment = processEnvironment();
  const settings = readSettings(environment, ROOT);
  refuseExternal(settings);
  const callerDir = environment.INIT_CWD ?? process.cwd();
  return { dataDir: settings.dataDir, file: resolve(callerDir, file) };
}

function refuseExternal({ databaseUrl, clickhouseUrl }: Settings): void {
  if (databaseUrl || clickhouseUrl)
    throw new Error(
      'this is for embedded stores; back up your own Postgres and ClickHouse: docs/guides/operations.md',
    );
}

const print = (json: boolean | undefined, document: object, text: string): void =>
  void process.stdout.write(`${json ? JSON.stringify(document) : text}\n`);
