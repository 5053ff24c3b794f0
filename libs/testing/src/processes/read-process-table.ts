import { readdirSync, readFileSync } from 'node:fs';

/** One line of the process table. CPU in clock ticks (1/100 s on every Linux we meet). */
export interface ProcessRow {
  pid: number;
  parent: number;
  group: number;
  session: number;
  state: string;
  command: string;
  /** Clock ticks since boot: with the pid it names a process for good. */
  startedAt: number;
  ownTicks: number;
  /** Ticks of children that ended and were waited for: without them short-lived children vanish. */
  endedChildrenTicks: number;
}

/** Reads every process from /proc (Linux; fields as in proc_pid_stat(5)). Ones that end meanwhile are left out. */
export function readProcessTable(): ProcessRow[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((row) => row !== undefined);
}

/** One process, or undefined when there is none of that id. */
export function readProcess(pid: number): ProcessRow | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The command stands in parentheses and may hold any character, so fields are counted from its end.
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    pid,
    command: stat.slice(stat.indexOf('(') + 1, end),
    state: fields[0] ?? '?',
    parent: field(4),
    group: field(5),
    session: field(6),
    ownTicks: field(14) + field(15),
    endedChildrenTicks: field(16) + field(17),
    startedAt: field(22),
  };
}
