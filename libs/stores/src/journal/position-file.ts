import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalPosition } from './journal.js';

const FILE = 'positions.json';

/** How far each destination has got, kept across restarts. */
export class PositionFile {
  readonly #path: string;
  readonly #positions: Record<string, JournalPosition>;

  constructor(folder: string) {
    this.#path = join(folder, FILE);
    this.#positions = readPositions(this.#path);
  }

  get(destination: string): JournalPosition | null {
    return this.#positions[destination] ?? null;
  }

  /** Replaces the file in one step, so that it is whole whenever the process dies. */
  set(destination: string, position: JournalPosition): void {
    this.#positions[destination] = position;
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#positions), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }
}

/** An unreadable file only means that records are applied again, which changes nothing. */
function readPositions(path: string): Record<string, JournalPosition> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
