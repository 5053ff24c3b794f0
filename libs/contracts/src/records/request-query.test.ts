import { expect, test } from '@jest/globals';
import { RequestsQuery, UsageQuery } from './request-query.js';

test('groups are read once each, whatever the spaces between them', () => {
  expect(UsageQuery.parse({ group_by: 'model, day,model' }).group_by).toEqual(['model', 'day']);
  expect(UsageQuery.parse({}).group_by).toEqual(['model']);
});

test.each(['colour', '', 'model,day,week,month,hour'])(
  'the groups "%s" are refused under their own name',
  (group) => {
    const [issue] = UsageQuery.safeParse({ group_by: group }).error!.issues;
    expect(issue).toMatchObject({
      path: ['group_by'],
      message: expect.stringContaining('up to four of workspace, model'),
    });
  },
);

test('a moment that is none is told how one is written', () => {
  const [issue] = RequestsQuery.safeParse({ from: 'yesterday' }).error!.issues;
  expect(issue).toMatchObject({ path: ['from'], message: expect.stringContaining('ISO 8601') });
});
