import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment } from '../prepare/environment.mjs';

/** Programs that some tests need and npm does not bring; those tests skip themselves by name. */
const REQUIREMENTS = [
  { name: 'Redis', programs: ['redis-server'] },
  { name: 'Chromium', programs: ['chromium', 'chromium-browser', 'google-chrome'] },
];

function isOnPath(program) {
  return (environment.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Names what is missing. In CI nothing may be: there it counts as a failure. */
export function checkRequirements() {
  const missing = REQUIREMENTS.filter(({ programs }) => !programs.some(isOnPath));
  const inCi = environment.CI === 'true';
  for (const { name, programs } of missing) {
    const word = inCi ? 'FAILED' : 'skipped';
    process.stdout.write(
      `${word}: tests that need ${name} (no ${programs.join(' or ')} on the PATH)\n`,
    );
  }
  return { failed: inCi ? missing.length : 0 };
}
