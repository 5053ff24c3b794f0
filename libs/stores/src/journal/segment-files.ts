import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SEGMENT_NAME = /^(\d{10})\.journal$/;

/** Path of a segment; segments of all boots share one numbering, so that names sort by age. */
export const segmentPath = (folder: string, segment: number): string =>
  join(folder, `${String(segment).padStart(10, '0')}.journal`);

/** Numbers of the segments in a folder, oldest first. */
export const listSegments = (folder: string): number[] =>
  readdirSync(folder)
    .flatMap((name) => SEGMENT_NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((first, second) => first - second);
