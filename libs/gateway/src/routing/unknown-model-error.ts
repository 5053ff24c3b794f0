import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';

const SUGGESTIONS = 3;

/** 404 with the nearest of the names that could have been meant. */
export function unknownModelError(name: string, usable: Iterable<string>): ApiError {
  const nearest = nearestNames(name, usable);
  const hint = nearest.length > 0 ? `; did you mean ${nearest.join(', ')}?` : '';
  return new ApiError('model_not_found', `there is no model "${name}"${hint}`, {
    param: 'model',
    metadata: { nearest },
  });
}

/** Compares with whole names and, for `provider/model`, with the model part alone. */
function nearestNames(name: string, usable: Iterable<string>): string[] {
  const byShortName = new Map<string, string>();
  for (const id of usable) {
    byShortName.set(id, id);
    const short = id.slice(id.indexOf('/') + 1);
    if (!byShortName.has(short)) byShortName.set(short, id);
  }
  const nearest: string[] = [];
  while (nearest.length < SUGGESTIONS) {
    const found = suggestNearest(name, byShortName.keys());
    if (found === undefined) break;
    const id = byShortName.get(found)!;
    byShortName.delete(found);
    if (!nearest.includes(id)) nearest.push(id);
  }
  return nearest;
}
