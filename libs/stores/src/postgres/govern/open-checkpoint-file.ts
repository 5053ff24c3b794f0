import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint } from '@weighbridge/govern/audit-log/checkpoint';

const FILE_NAME = 'audit-checkpoints.jsonl';
/** Only the owner may read or write it. */
const FILE_MODE = 0o600;

const pathIn = (dataDirectory: string): string => join(dataDirectory, FILE_NAME);

/** Appends signed checkpoints to a file of the data directory, one JSON document a line. */
export const keepCheckpointIn =
  (dataDirectory: string) =>
  (line: string): Promise<void> =>
    appendFile(pathIn(dataDirectory), `${line}\n`, { mode: FILE_MODE });

/** Reads them back; none when there is no file. A torn last line is what a crash leaves: skipped. */
export async function readCheckpointFile(dataDirectory: string): Promise<Checkpoint[]> {
  const text = await readFile(pathIn(dataDirectory), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line) => JSON.parse(line) as Checkpoint);
}
