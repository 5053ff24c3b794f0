import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processEnvironment, readSettings } from '@weighbridge/server/platform/env';
import { findWorkerDirs } from '@weighbridge/server/platform/journal-dirs';
import { type JournalReport, verifyJournal } from '@weighbridge/stores/journal/verify-journal';
import { Command } from 'commander';

/** The repository: four folders above this file, compiled or not. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../../..');

type VerifyOptions = { json?: boolean; dataDir?: string };
type JournalsReport = Omit<JournalReport, 'faults'> & {
  faults: (JournalReport['faults'][number] & { journal: string })[];
};

/** `wb journal …`: everything about the journal of this node. */
export function journalCommand(): Command {
  return new Command('journal')
    .description('work with the journal of this node')
    .addCommand(journalVerifyCommand());
}

/** `wb journal verify [--json]`: all journals of a data directory; exit 1 when a record is damaged or missing. */
function journalVerifyCommand(): Command {
  return new Command('verify')
    .description('check every record of the journal: checksums and sequence numbers')
    .option('--data-dir <folder>', 'the data directory (default: WB_DATA_DIR)')
    .option('--json', 'print the report as one JSON document')
    .action(async (options: VerifyOptions) => {
      const environment = processEnvironment();
      const callerDir = environment.INIT_CWD ?? process.cwd();
      const dataDir = options.dataDir
        ? resolve(callerDir, options.dataDir)
        : readSettings(environment, ROOT).dataDir;
      const report = await verifyJournals(dataDir);
      process.stdout.write(options.json ? presentAsJson(report) : formatJournalReport(report));
      if (!report.valid) process.exitCode = 1;
    });
}

/** One report on the journals of all processes; a fault names the folder. */
async function verifyJournals(dataDir: string): Promise<JournalsReport> {
  const sum: JournalsReport = {
    ...{ valid: true, segments: 0, records: 0, boots: 0, tornBytes: 0, faults: [] },
  };
  for (const dir of [dataDir, ...findWorkerDirs(dataDir).map((worker) => worker.dir)]) {
    const folder = join(dir, 'journal');
    const report = await verifyJournal(folder);
    sum.valid &&= report.valid;
    for (const figure of ['segments', 'records', 'boots', 'tornBytes'] as const)
      sum[figure] += report[figure];
    const journal = relative(dataDir, folder);
    sum.faults.push(...report.faults.map((fault) => ({ journal, ...fault })));
  }
  return sum;
}

/** The report with the names that JSON has everywhere. */
function presentAsJson({ tornBytes, ...report }: JournalsReport): string {
  return `${JSON.stringify({ ...report, torn_bytes: tornBytes }, null, 2)}\n`;
}

/** One line a fault, and a last line that sums up. */
function formatJournalReport(report: JournalsReport): string {
  const faults = report.faults.map(
    ({ journal, segment, kind, message }) => `${journal}: segment ${segment} ${kind}: ${message}`,
  );
  const { segments, boots, records, tornBytes } = report;
  const verdict = report.valid ? 'whole' : 'NOT whole';
  const summary = `journal: ${verdict}, ${records} records of ${boots} boots in ${segments} segments, ${tornBytes} bytes torn`;
  return `${[...faults, summary].join('\n')}\n`;
}
