import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { MillionPrice } from '@weighbridge/evals/replay/outcome-table';
import { sourceOfTable } from '@weighbridge/evals/replay/outcome-source';
import { readOutcomes } from '@weighbridge/evals/replay/read-outcomes';
import { type ReplayReport, replayPolicy } from '@weighbridge/evals/replay/replay-policy';
import { processEnvironment } from '@weighbridge/server/platform/env';
import { Command, InvalidArgumentError } from 'commander';

interface ReplayOptions {
  outcomes: string;
  weak: string[];
  strong: string;
  price: Map<string, MillionPrice>;
  maxQualityLoss: number;
  pairs: number;
  seeds: number;
  json?: boolean;
}

/** What a replay was made of, beside its means. */
interface ReplaySize {
  seeds: number;
  pairs: number;
  rows: number;
}

/** `wb replay`: the production auto-router policy over a table of outcomes. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('run the auto router over a table of per-prompt outcomes')
    .requiredOption('--outcomes <file>', 'CSV: prompt,category,model,quality,cost_usd[,latency_ms]')
    .requiredOption('--weak <model>', 'a cheaper candidate; may repeat', collect)
    .requiredOption('--strong <model>', 'the default that candidates are compared with')
    .option(
      '--price <model=in,out>',
      'USD per million tokens instead of the file; may repeat',
      collectPrice,
      new Map(),
    )
    .option('--max-quality-loss <share>', 'of mean quality, e.g. 0.01', readShare, 0.01)
    .option('--pairs <count>', 'requests judged in each replay', readCount, 3000)
    .option('--seeds <count>', 'replays', readCount, 300)
    .option('--json', 'print the report as one JSON document')
    .action(async (options: ReplayOptions) => {
      const callerDir = processEnvironment().INIT_CWD ?? process.cwd();
      const { report, size } = await replayFile(resolve(callerDir, options.outcomes), options);
      process.stdout.write(
        options.json ? presentAsJson(report, size) : formatReplay(report, size, options),
      );
    });
}

/** Reads the file and replays. Throws an Error that names the file, and the line or field refused. */
export async function replayFile(
  path: string,
  { weak, strong, price, maxQualityLoss, pairs, seeds }: Omit<ReplayOptions, 'json' | 'outcomes'>,
): Promise<{ report: ReplayReport; size: ReplaySize }> {
  try {
    const pieces = createReadStream(path, 'utf8');
    const table = await readOutcomes(pieces, { strong, weak, prices: price });
    const report = replayPolicy(sourceOfTable(table), { pairs, seeds, maxQualityLoss });
    return { report, size: { seeds, pairs, rows: table.rows } };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${path}: ${code === 'ENOENT' ? 'there is no such file' : message}`, {
      cause: error,
    });
  }
}

/** The report with the names that JSON has everywhere. */
export function presentAsJson(report: ReplayReport, size: ReplaySize): string {
  const document = {
    saving: rounded(report.saving),
    hindsight_saving: rounded(report.hindsightSaving),
    share_of_hindsight: rounded(report.shareOfHindsight),
    quality_loss: rounded(report.qualityLoss),
    exceeded: rounded(report.exceeded),
    ...size,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Without the last bits, in which sums differ: a whole share is 1. */
const rounded = (share: number): number => Number(share.toFixed(12));

/** A few lines for people. */
export function formatReplay(
  report: ReplayReport,
  { seeds, pairs, rows }: ReplaySize,
  { maxQualityLoss, strong }: Pick<ReplayOptions, 'maxQualityLoss' | 'strong'>,
): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    `${rows} rows, ${seeds} replays of ${pairs} judged requests`,
    `saving        ${percent(report.saving)} of what ${strong} costs (in hindsight: ${percent(report.hindsightSaving)}, share ${percent(report.shareOfHindsight)})`,
    `quality loss  ${percent(report.qualityLoss)} on average; above ${percent(maxQualityLoss)} in ${percent(report.exceeded)} of the replays`,
    '',
  ].join('\n');
}

function collect(model: string, before: string[] = []): string[] {
  return [...before, model];
}

/** `M=in,out`; the model's own name may hold an equals sign. */
function collectPrice(text: string, before: Map<string, MillionPrice>): Map<string, MillionPrice> {
  const match = /^(.+)=(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text.trim());
  if (!match) throw new InvalidArgumentError('expected model=in,out in USD per million tokens');
  const [, model, input, output] = match;
  return new Map(before).set(model!, { input: Number(input), output: Number(output) });
}

function readShare(text: string): number {
  const share = /^\d*\.?\d+(e-?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (!(share >= 0 && share <= 1)) throw new InvalidArgumentError('expected a share from 0 to 1');
  return share;
}

function readCount(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > 10_000_000) throw new InvalidArgumentError('expected a whole number');
  return count;
}
