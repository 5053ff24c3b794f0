import { describe, expect, test } from '@jest/globals';
import { splitInsert } from './split-insert.js';

describe('splitting an insert from its rows', () => {
  const withRows: [string, string, string, string, string][] = [
    ['INSERT INTO t FORMAT RowBinary\n\nab', 'INSERT INTO t', '', 'RowBinary', '\nab'],
    [
      'insert into a.t (x, y) format JSONEachRow {"x":1}',
      'insert into a.t (x, y)',
      '',
      'JSONEachRow',
      '{"x":1}',
    ],
    [
      'INSERT INTO t (a) SETTINGS b=1 FORMAT CSV\r\n1',
      'INSERT INTO t (a)',
      'SETTINGS b=1',
      'CSV',
      '1',
    ],
    [
      '/* FORMAT x */ INSERT INTO `FORMAT y` FORMAT CSV;\n1',
      'INSERT INTO `FORMAT y`',
      '',
      'CSV',
      '1',
    ],
    ['-- note\nINSERT INTO t (format) FORMAT TSV', 'INSERT INTO t (format)', '', 'TSV', ''],
  ];
  test.each(withRows)('%j carries rows', (text, target, settings, format, data) => {
    const found = splitInsert(text);
    expect(found).toMatchObject({ target, settings, format });
    expect(text.slice(found?.dataStart)).toBe(data);
  });

  test.each([
    'SELECT 1 FORMAT CSV',
    "INSERT INTO t VALUES (1, 'FORMAT x')",
    'INSERT INTO t SELECT * FROM u FORMAT CSV',
    'INSERT INTO t WITH 1 AS x SELECT x FORMAT CSV',
    'CREATE TABLE t (a String) ENGINE = Memory',
    "INSERT INTO t VALUES ('unfinished",
    '',
  ])('%j is passed on as it is', (text) => {
    expect(splitInsert(text)).toBeUndefined();
  });
});
