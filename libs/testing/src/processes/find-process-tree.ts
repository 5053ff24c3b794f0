import { readFileSync } from 'node:fs';
import { type ProcessRow, readProcessTable } from './read-process-table.js';

/** How the processes of one started product are recognised, also those that lost their parent. */
export interface TreeMark {
  rootPid: number;
  /** Text in the environment or command line of its processes, such as its data directory. */
  text: string;
}

/**
 * The root, its descendants, and every process that carries the mark's text, with theirs: a store in
 * a process group of its own still belongs to the product after its parent has died.
 */
export function findProcessTree(mark: TreeMark): ProcessRow[] {
  const rows = readProcessTable().filter((row) => row.state !== 'Z');
  const members = new Set<number>();
  for (const row of rows) {
    if (row.pid === mark.rootPid || (row.pid !== process.pid && carriesText(row.pid, mark.text))) {
      members.add(row.pid);
    }
  }
  let known = -1;
  while (members.size !== known) {
    known = members.size;
    for (const row of rows) if (members.has(row.parent)) members.add(row.pid);
  }
  return rows.filter((row) => members.has(row.pid));
}

function carriesText(pid: number, text: string): boolean {
  return ['environ', 'cmdline'].some((file) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });
}
