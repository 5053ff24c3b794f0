import type { FirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import type { AppliedConfiguration } from './apply-configuration.js';

const FIRST_MODEL = 'sandbox/swift-mini';

/** The lines that only a first start can print: secrets that are stored nowhere in this form. */
export function describeFirstRun(
  made: {
    first: FirstStart | null;
    configuration: AppliedConfiguration | null;
    adminToken: string;
  },
  url: string,
): string[] {
  const generated = made.configuration?.generatedKeys ?? [];
  const keyLines = generated.map(
    ({ workspace, name, key }) => `key "${name}" of workspace ${workspace} (shown once): ${key}`,
  );
  if (!made.first) return keyLines;
  const { consoleLogin, key } = made.first;
  return [
    'This is the first start. Keep these; they are shown once:',
    `  console      ${url}  ${consoleLogin.email}  ${consoleLogin.password}`,
    `  admin token  ${made.adminToken}`,
    `  key          ${key}`,
    ...keyLines.map((line) => `  ${line}`),
    'Try it:',
    `curl ${url}/v1/chat/completions -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" -d '{"model":"${FIRST_MODEL}","messages":[{"role":"user","content":"Say hello."}]}'`,
  ];
}
