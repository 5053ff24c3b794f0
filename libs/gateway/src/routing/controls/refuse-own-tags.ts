import { ApiError } from '@weighbridge/contracts/errors/api-error';

/** Tags that mark the gateway's own traffic begin so: the log and the eval loop go by them. */
const OWN = 'wb:';

/**
 * Refuses tags of a caller that would pass for the gateway's own.
 * @param param the header or field they came in
 * @throws ApiError `invalid_request` naming it
 */
export function refuseOwnTags(tags: readonly string[], param: string): void {
  const own = tags.find((tag) => tag.startsWith(OWN));
  if (own === undefined) return;
  const message = `${param} holds "${own}": tags that begin with ${OWN} are the gateway's own`;
  throw new ApiError('invalid_request', message, { param });
}
