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

test('more ids than an address holds are several queries', async () => {
  const sizes: number[] = [];
  const read = gatherReads((_workspaceId, ids) => {
    sizes.push(ids.length);
    return Promise.resolve(ids.map((id) => ({ id })));
  });
  const ids = Array.from({ length: 450 }, (_, index) => `req_${index}`);
  const rows = await Promise.all(ids.map((id) => read('acme', id)));
  expect(rows.map((row) => row?.id)).toEqual(ids);
  expect(sizes).toEqual([200, 200, 50]);
});
