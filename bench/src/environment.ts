import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders in which programs are looked for. */
export function searchPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter);
}

/** Where peers are installed: `WB_BENCH_PEERS`, else `bench/.peers/node_modules`. */
export function peersFolder(): string {
  const given = process.env['WB_BENCH_PEERS'];
  return given ?? join(benchFolder(), '.peers', 'node_modules');
}

/** The `bench` folder; compiled scripts stand in its `dist`. */
export function benchFolder(): string {
  return fileURLToPath(new URL('..', import.meta.url));
}
