import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { buildSnapshot } from '@weighbridge/gateway/routing/build-snapshot';
import type { SnapshotProblem } from '@weighbridge/govern/tables/tables';
import { VENDOR_KNOWLEDGE } from './vendor-knowledge.js';

/** Builds what nodes would build and says why they could not. */
export function trySnapshot(source: SnapshotSource): SnapshotProblem[] {
  const result = buildSnapshot(source, VENDOR_KNOWLEDGE);
  if (result.ok) return [];
  return result.problems.map(({ path, message }) => ({ field: path, message }));
}
