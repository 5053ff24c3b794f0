import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { findProcessTree, type TreeMark } from '@weighbridge/testing/processes/find-process-tree';

const LISTENING = '0A';

/**
 * The process of a tree that listens on a TCP port, by the socket's inode (proc_net(5)).
 * @throws when none of them does.
 */
export function findListener(port: number, mark: TreeMark): number {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readInodes(file, port));
  const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`));
  const owner = findProcessTree(mark).find((row) =>
    readOpenFiles(row.pid).some((f) => sockets.has(f)),
  );
  if (!owner) throw new Error(`no process of the target listens on port ${port}`);
  return owner.pid;
}

function readInodes(file: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(file, 'latin1')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(suffix) && fields[3] === LISTENING)
    .map((fields) => fields[9] ?? '');
}

function readOpenFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((name) => readLink(`/proc/${pid}/fd/${name}`));
  } catch {
    return [];
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
