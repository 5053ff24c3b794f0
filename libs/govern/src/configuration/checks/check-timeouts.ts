import type { Timeouts } from '@weighbridge/contracts/config/provider';
import type { Finding, Path } from '../reading/finding.js';
import { notice } from './make-finding.js';

/** A shorter wait that outlasts the whole call never fires. */
export function checkTimeouts(timeouts: Timeouts | undefined, path: Path): Finding[] {
  const total = timeouts?.total_ms;
  if (!timeouts || total === undefined) return [];
  const parts = ['connect_ms', 'first_token_ms', 'idle_ms'] as const;
  return parts
    .filter((part) => (timeouts[part] ?? 0) > total)
    .map((part) => notice([...path, part], 'is longer than total_ms and so never reached'));
}
