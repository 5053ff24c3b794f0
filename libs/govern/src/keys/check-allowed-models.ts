import { ApiError } from '@weighbridge/contracts/errors/api-error';

/**
 * A key's patterns must lie within its workspace's, or the key would promise what is refused.
 * @throws ApiError `invalid_request` naming the first pattern outside.
 */
export function checkAllowedModels(ofKey: string[] | null, ofWorkspace: string[] | null): void {
  if (ofKey === null || ofWorkspace === null) return;
  const outside = ofKey.find((pattern) => !ofWorkspace.some((outer) => covers(outer, pattern)));
  if (outside === undefined) return;
  const message = `allowed_models: "${outside}" is outside what the workspace allows (${ofWorkspace.join(', ')})`;
  throw new ApiError('invalid_request', message, { param: 'allowed_models' });
}

/** Whether a pattern matches another one taken as text: then it matches whatever that one matches. */
function covers(outer: string, inner: string): boolean {
  const escaped = outer.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 's').test(inner);
}
