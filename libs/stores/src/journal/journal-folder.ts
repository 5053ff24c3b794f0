import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@weighbridge/kernel/ids';
import type { NodeIdentity } from '../postgres/ledger/node-identity.js';
import { Recovery } from './recovery.js';
import { listSegments, segmentPath } from './segment-files.js';
import { walkSegment } from './walk-segment.js';

const NODE_FILE = 'node';

/** What earlier boots left in a journal's folder. */
export interface FoundJournal {
  recovery: Recovery;
  /** Segments that hold records, oldest first. */
  segments: number[];
  nextSegment: number;
  tornBytes: number;
  damagedPlaces: number;
}

/** The node a journal folder belongs to (made at first use) and a new boot of it. */
export function identifyNode(folder: string): NodeIdentity {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, NODE_FILE);
  try {
    writeFileSync(file, newId('node'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return { node: readFileSync(file, 'utf8').trim(), boot: newId('boot') };
}

/** Reads all segments of earlier boots, cutting torn tails off and removing segments never used. */
export async function readFoundJournal(folder: string): Promise<FoundJournal> {
  const numbers = listSegments(folder);
  const found: FoundJournal = {
    recovery: new Recovery(),
    segments: [],
    nextSegment: (numbers.at(-1) ?? 0) + 1,
    tornBytes: 0,
    damagedPlaces: 0,
  };
  for (const number of numbers) {
    const path = segmentPath(folder, number);
    const summary = await walkSegment(folder, number, (record, owner) =>
      found.recovery.take(record, owner),
    );
    if (summary === null) {
      await unlink(path);
      continue;
    }
    if (summary.tornBytes > 0) await truncate(path, summary.end);
    found.segments.push(number);
    found.tornBytes += summary.tornBytes;
    found.damagedPlaces += summary.damages.length;
  }
  return found;
}
