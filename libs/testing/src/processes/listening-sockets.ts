import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { findProcessTree, type TreeMark } from './find-process-tree.js';

const LISTENING = '0A';

/**
 * The process of a tree that listens on a TCP port, by the socket's inode (proc_net(5)).
 * @throws when none of them does.
 */
export function findListener(port: number, mark: TreeMark): number {
  const sockets = readListeningSockets().filter((socket) => socket.port === port);
  const owner = findProcessTree(mark).find((row) => {
    const open = readOpenFiles(row.pid);
    return sockets.some((socket) => open.has(socket.link));
  });
  if (!owner) throw new Error(`no process of the target listens on port ${port}`);
  return owner.pid;
}

/** The TCP ports a process listens on. */
export function findListeningPorts(pid: number): number[] {
  const open = readOpenFiles(pid);
  return readListeningSockets()
    .filter((socket) => open.has(socket.link))
    .map((socket) => socket.port);
}

function readListeningSockets(): { port: number; link: string }[] {
  // A kernel without IPv6 has no second table.
  return ['/proc/net/tcp', '/proc/net/tcp6'].filter(existsSync).flatMap((file) =>
    readFileSync(file, 'latin1')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTENING)
      .map((fields) => ({
        port: Number.parseInt(fields[1]?.split(':')[1] ?? '', 16),
        link: `socket:[${fields[9]}]`,
      })),
  );
}

function readOpenFiles(pid: number): Set<string> {
  try {
    return new Set(
      readdirSync(`/proc/${pid}/fd`).map((name) => readLink(`/proc/${pid}/fd/${name}`)),
    );
  } catch {
    return new Set();
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
