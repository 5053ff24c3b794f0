import { describe, expect, test } from '@jest/globals';
import { filterRows, type Searchable } from './filter-rows.js';

interface Row {
  name: string;
  role: string;
  share: number;
}

const ROWS: Row[] = [
  { name: 'Ada', role: 'owner', share: 0.125 },
  { name: 'Grace', role: 'admin', share: 0.5 },
  { name: 'Alan (admin emeritus)', role: 'viewer', share: 1 },
];
const drawn = (text: string) => ({ drawn: text });
const COLUMNS: Searchable<Row>[] = [
  { cell: ({ name }) => drawn(name), sort: ({ name }) => name },
  { cell: ({ role }) => drawn(role), sort: ({ role }) => role.length, text: ({ role }) => role },
  { cell: ({ share }) => `${share * 100} %`, sort: ({ share }) => share },
  { cell: () => drawn('Delete') },
];
const found = (wanted: string) =>
  filterRows(ROWS, COLUMNS, wanted).map(({ name }) => name.split(' ')[0]);

describe('rows are found', () => {
  test.each([
    ['by what they are sorted by', 'grace', ['Grace']],
    ['by part of it, in any case', 'A', ['Ada', 'Grace', 'Alan']],
    ['by the text a column gives', 'owner', ['Ada']],
    ['by any of their cells', 'ADMIN', ['Grace', 'Alan']],
    ['by the text that a cell shows', '12.5 %', ['Ada']],
    ['whatever stands around the text', '  viewer ', ['Alan']],
    ['all of them by nothing', ' ', ['Ada', 'Grace', 'Alan']],
  ])('%s', (_name, wanted, names) => {
    expect(found(wanted)).toEqual(names);
  });

  test.each([
    ['what no cell shows, though it is sorted by', '0.125'],
    ['the buttons of a row', 'delete'],
    ['two cells as if they were one', 'gracegrace'],
    ['what would be a pattern', '.*'],
  ])('but not by %s', (_name, wanted) => {
    expect(found(wanted)).toEqual([]);
  });
});
