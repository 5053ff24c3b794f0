import { expect, jest, test } from '@jest/globals';
import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import type { ActiveRequest } from '@weighbridge/gateway/completion/active-request';
import { RecentRequests } from './recent-requests.js';

const finish = (recent: RecentRequests, id: string): void =>
  recent.onFinished({} as ActiveRequest, { id, workspaceId: 'acme' } as RequestRecord, null);

test('a request that just finished is known, in its own workspace alone', () => {
  const next = { onFinished: jest.fn() };
  const recent = new RecentRequests(next);
  finish(recent, 'req_1');
  expect(recent.has('acme', 'req_1')).toBe(true);
  expect(recent.has('other', 'req_1')).toBe(false);
  expect(next.onFinished).toHaveBeenCalledTimes(1);
});

test('the last ten thousand are known, and not many more are kept', () => {
  const recent = new RecentRequests({ onFinished: () => undefined });
  for (let number = 0; number < 30_000; number++) finish(recent, `req_${number}`);
  expect(recent.has('acme', 'req_29999')).toBe(true);
  expect(recent.has('acme', 'req_20000')).toBe(true);
  expect(recent.has('acme', 'req_9999')).toBe(false);
});
