import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { type Finding, formatPath } from '../configuration/reading/finding.js';

/** A missing key has no path of its own and is named at the head of its message; else the address is at fault. */
const MISSING = /^[a-z_]+(?= is missing)/;

/**
 * Refuses a resource for the first of its faults; notices refuse nothing.
 * @throws ApiError `invalid_request` naming the field
 */
export function refuseFault(findings: readonly Finding[]): void {
  const fault = findings.find(({ severity }) => severity === 'error');
  if (!fault) return;
  const field = formatPath(fault.path);
  const message = field === '' ? fault.message : `${field} ${fault.message}`;
  const param = field === '' ? (MISSING.exec(message)?.[0] ?? 'base_url') : field;
  throw new ApiError('invalid_request', message, { param });
}
