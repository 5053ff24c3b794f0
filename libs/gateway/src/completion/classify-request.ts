import type { Classification } from '../routing/categories/classification.js';
import { describeRequest } from '../routing/categories/describe-request.js';
import type { ActiveRequest } from './active-request.js';

/** The category of a request, decided once: when something first asks, at the latest by its record. */
export function classificationOf(request: ActiveRequest): Classification {
  request.classification ??= request.key.workspace.classify(
    describeRequest(request.call, request.controls.headers),
  );
  return request.classification;
}
