import { z } from 'zod';

const Moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be ISO 8601, such as 2027-01-01 or 2027-01-01T00:00:00Z',
  })
  .transform((text) => Date.parse(text))
  .describe('ISO 8601; a date alone is its first moment in UTC.');

/** The span of time of a query; read as milliseconds since the epoch. */
export const Period = {
  from: Moment.optional().describe('The first moment that counts.'),
  to: Moment.optional().describe('The first moment that does not count any more.'),
};
