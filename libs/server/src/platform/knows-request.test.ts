import { expect, test } from '@jest/globals';
import { newRequestId } from '@weighbridge/gateway/completion/open-request';
import { knowsRequest } from './knows-request.js';

const WAIT_MS = 600;
const MINUTE_MS = 60_000;

/** A log that shows a request at the given look; and how often it was looked at. */
function logAfter(looksUntilShown: number) {
  const seen = { looks: 0 };
  const isLogged = () => Promise.resolve(++seen.looks >= looksUntilShown);
  return { seen, sightings: { isRecent: () => false, isLogged } };
}

test.each([
  ['a moment', 0],
  ['minutes', 5 * MINUTE_MS],
])('a request of %s that another process has just answered is waited for', async (_, ageMs) => {
  const { sightings } = logAfter(2);
  expect(await knowsRequest(newRequestId(Date.now() - ageMs), sightings, WAIT_MS)).toBe(true);
});

test('one that the log does not show by then does not exist', async () => {
  const { seen, sightings } = logAfter(Number.POSITIVE_INFINITY);
  expect(await knowsRequest(newRequestId(Date.now()), sightings, WAIT_MS)).toBe(false);
  expect(seen.looks).toBeGreaterThan(1);
});

test.each([
  ['no id of ours', 'req_unknown'],
  ['of yesterday', newRequestId(Date.now() - 24 * 60 * MINUTE_MS)],
  ['of the future', newRequestId(Date.now() + MINUTE_MS)],
])('one that is %s is looked for once', async (_, id) => {
  const { seen, sightings } = logAfter(Number.POSITIVE_INFINITY);
  expect(await knowsRequest(id, sightings, WAIT_MS)).toBe(false);
  expect(seen.looks).toBe(1);
});

test('one that this process has just answered needs no log', async () => {
  const { seen, sightings } = logAfter(1);
  expect(await knowsRequest('req_here', { ...sightings, isRecent: () => true }, 0)).toBe(true);
  expect(seen.looks).toBe(0);
});
