import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { searchPath } from '../environment.js';

/** The full path of a program on PATH (or where Debian keeps daemons), or undefined. */
export function findCommand(name: string): string | undefined {
  return [...searchPath(), '/usr/sbin']
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
