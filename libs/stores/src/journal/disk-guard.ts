import { statfsSync } from 'node:fs';

/** Below this much free space bodies are shed: the rest is kept for records of money. */
const BODIES_NEED_BYTES = 512 * 1024 * 1024;
/** Below this nothing new is admitted: what runs must still be settled. */
const ADMISSION_NEEDS_BYTES = 32 * 1024 * 1024;

export type DiskSpace = 'plenty' | 'short' | 'full';

/** Bytes the folder's file system still takes from us. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** What the free space of a disk allows. */
export function judgeSpace(free: number): DiskSpace {
  if (free < ADMISSION_NEEDS_BYTES) return 'full';
  return free < BODIES_NEED_BYTES ? 'short' : 'plenty';
}
