import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatReplay, presentAsJson, replayCommand, replayFile } from './replay.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weighbridge-replay-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const options = {
  strong: 'big',
  weak: ['small', 'mid'],
  price: new Map(),
  maxQualityLoss: 0.01,
  pairs: 600,
  seeds: 4,
};

async function writeTable(): Promise<string> {
  const lines = ['prompt,category,model,quality,cost_usd'];
  for (let prompt = 0; prompt < 50; prompt++)
    lines.push(
      `p${prompt},chat,big,1,0.01`,
      `p${prompt},chat,small,0,0.001`,
      `p${prompt},chat,mid,1,0.005`,
    );
  const path = join(folder, 'outcomes.csv');
  await writeFile(path, lines.join('\n'));
  return path;
}

test('a replay of a file reports the means of the contract', async () => {
  const path = await writeTable();
  const { report, size } = await replayFile(path, options);
  expect(JSON.parse(presentAsJson(report, size))).toEqual({
    saving: 0.5,
    hindsight_saving: 0.5,
    share_of_hindsight: 1,
    quality_loss: 0,
    exceeded: 0,
    seeds: 4,
    pairs: 600,
    rows: 150,
  });
  expect(formatReplay(report, size, options)).toContain('50.0 % of what big costs');
});

test('a file that is refused or missing is named', async () => {
  await expect(replayFile(join(folder, 'none.csv'), options)).rejects.toThrow(
    'none.csv: there is no such file',
  );
  const path = await writeTable();
  await expect(replayFile(path, { ...options, weak: ['tiny'] })).rejects.toThrow(
    'outcomes.csv: unknown model tiny',
  );
});

test.each([
  [['--max-quality-loss', '1.5'], 'expected a share from 0 to 1'],
  [['--pairs', '0'], 'expected a whole number'],
  [['--price', 'small=1'], 'expected model=in,out'],
])('the option %j is refused', async (extra, message) => {
  const command = replayCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const args = ['--outcomes', 'x.csv', '--weak', 'small', '--strong', 'big', ...extra];
  await expect(command.parseAsync(args, { from: 'user' })).rejects.toThrow(message);
});
