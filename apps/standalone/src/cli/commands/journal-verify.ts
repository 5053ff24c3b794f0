import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processEnvironment, readSettings } from '@weighbridge/server/platform/env';
import { type JournalReport, verifyJournal } from '@weighbridge/stores/journal/verify-journal';
import { Command } from 'commander';

/** The repository: four folders above this file, compiled or not. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../../..');

type VerifyOptions = { json?: boolean; dataDir?: string };

/** `wb journal …`: everything about the journal of this node. */
export function journalCommand(): Command {
  return new Command('journal')
    .description('work with the journal of this node')
    .addCommand(journalVerifyCommand());
}

/** `wb journal verify [--json]`: exit 1 when a record is damaged or missing. */
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
      const report = await verifyJournal(join(dataDir, 'journal'));
      process.stdout.write(options.json ? presentAsJson(report) : formatJournalReport(report));
      if (!report.valid) process.exitCode = 1;
    });
}

/** The report with the names that JSON has everywhere. */
function presentAsJson({ tornBytes, ...report }: JournalReport): string {
  return `${JSON.stringify({ ...report, torn_bytes: tornBytes }, null, 2)}\n`;
}

/** One line a fault, and a last line that sums up. */
export function formatJournalReport(report: JournalReport): string {
  const faults = report.faults.map(
    ({ segment, kind, message }) => `segment ${segment} ${kind}: ${message}`,
  );
  const { segments, boots, records, tornBytes } = report;
  const verdict = report.valid ? 'whole' : 'NOT whole';
  const summary = `journal: ${verdict}, ${records} records of ${boots} boots in ${segments} segments, ${tornBytes} bytes torn`;
  return `${[...faults, summary].join('\n')}\n`;
}
