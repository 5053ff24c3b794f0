import { verifyAudit } from '@weighbridge/server/operations/operations';
import { Command } from 'commander';
import { withControlPlane } from '../with-control-plane.js';

/** `wb audit-log verify`: exit code 1 names the first record that is not as it was written. */
export function auditLogCommand(): Command {
  const verify = new Command('verify')
    .description('check that no record of the audit log was edited, removed, reordered or cut')
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: boolean }) => {
      const verdict = await withControlPlane(verifyAudit);
      const text = verdict.ok
        ? `the audit log is intact: ${verdict.records} records`
        : `the audit log is not intact: record ${verdict.fault.seq} ${verdict.fault.kind}: ${verdict.fault.message}`;
      process.stdout.write(`${options.json ? JSON.stringify(verdict) : text}\n`);
      if (!verdict.ok) process.exitCode = 1;
    });
  return new Command('audit-log').description('work with the audit log').addCommand(verify);
}
