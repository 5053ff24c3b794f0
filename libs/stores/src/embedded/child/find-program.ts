import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The first file of this name that may be run, in the folders of a `PATH`. */
export async function findProgram(
  program: string,
  searchPath: string,
): Promise<string | undefined> {
  for (const folder of searchPath.split(delimiter).filter(Boolean)) {
    const path = join(folder, program);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}
