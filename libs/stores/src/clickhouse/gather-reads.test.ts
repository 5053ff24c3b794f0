import { expect, test } from '@jest/globals';
import { gatherReads } from './gather-reads.js';

test('reads of one moment are one query for each workspace, and each gets its own row', async () => {
  const queries: [string, readonly string[]][] = [];
  const read = gatherReads(async (workspaceId, ids) => {
    queries.push([workspaceId, ids]);
    return ids.filter((id) => id !== 'missing').map((id) => ({ id, workspaceId }));
  });
  const rows = await Promise.all([
    read('acme', 'one'),
    read('acme', 'two'),
    read('acme', 'one'),
    read('other', 'one'),
    read('acme', 'missing'),
  ]);
  expect(rows).toEqual([
    { id: 'one', workspaceId: 'acme' },
    { id: 'two', workspaceId: 'acme' },
    { id: 'one', workspaceId: 'acme' },
    { id: 'one', workspaceId: 'other' },
    undefined,
  ]);
  expect(queries).toEqual([
    ['acme', ['one', 'two', 'missing']],
    ['other', ['one']],
  ]);
});

test('a query that fails fails its readers, not those after them', async () => {
  let isAway = true;
  const read = gatherReads(async (_workspaceId, ids) => {
    if (isAway) throw new Error('away');
    return ids.map((id) => ({ id }));
  });
  await expect(Promise.all([read('acme', 'one'), read('acme', 'two')])).rejects.toThrow('away');
  isAway = false;
  expect(await read('acme', 'one')).toEqual({ id: 'one' });
});
