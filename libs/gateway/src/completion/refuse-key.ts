import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { KeyRow } from '@weighbridge/contracts/snapshot/snapshot-source';

/** @throws ApiError `invalid_api_key` for a key whose time is over */
export function refuseExpired({ expiresAt }: Pick<KeyRow, 'expiresAt'>, now: number): void {
  if (expiresAt !== null && expiresAt <= now)
    throw new ApiError('invalid_api_key', 'The API key has expired.');
}

/** @throws ApiError `forbidden` for a key that may be in a browser, hence may not spend */
export function refusePublic({ kind }: Pick<KeyRow, 'kind'>): void {
  if (kind === 'public')
    throw new ApiError('forbidden', 'A public key may only write scores. Use the secret key.');
}
