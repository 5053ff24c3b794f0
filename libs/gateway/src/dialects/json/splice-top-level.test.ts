import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { spliceTopLevel } from './splice-top-level.js';

const splice = (text: string, set: Record<string, string>, remove: string[] = []) =>
  spliceTopLevel(Buffer.from(text), { set, remove: new Set(remove) }).toString();

describe('splicing top-level members', () => {
  test.each([
    [
      'replaces a value in place',
      '{"a":1, "model" : "x" ,"b":2}',
      { model: '"y"' },
      [],
      '{"a":1, "model" : "y" ,"b":2}',
    ],
    [
      'keeps integers beyond 2^53',
      '{"id":12345678901234567890,"model":"x"}',
      { model: '"y"' },
      [],
      '{"id":12345678901234567890,"model":"y"}',
    ],
    [
      'does not touch nested keys',
      '{"m":{"model":"x"},"model":"x"}',
      { model: '"y"' },
      [],
      '{"m":{"model":"x"},"model":"y"}',
    ],
    ['reads escaped keys', '{"mod\\u0065l":"x"}', { model: '"y"' }, [], '{"mod\\u0065l":"y"}'],
    [
      'leaves a doubled key once',
      '{"model":"x","a":1,"model":"z"}',
      { model: '"y"' },
      [],
      '{"model":"y","a":1}',
    ],
    ['removes the first member', '{"a":[1,{"b":"}"}],"c":1}', {}, ['a'], '{"c":1}'],
    ['removes the last member', '{"c":1, "a":"q\\"\\\\"}', {}, ['a'], '{"c":1}'],
    ['removes the last two members', '{"c":1,"a":2,"b":3}', {}, ['a', 'b'], '{"c":1}'],
    [
      'removes the last two behind a replacement',
      '{"model":"x","a":2,"b":3}',
      { model: '"y"' },
      ['a', 'b'],
      '{"model":"y"}',
    ],
    ['removes the only member', '{"a":2}', {}, ['a'], '{}'],
    ['appends what is missing', '{"a":2}', { s: '{"u":true}' }, [], '{"a":2,"s":{"u":true}}'],
    ['appends to an empty object', ' { } ', { s: '1' }, [], ' {"s":1 } '],
  ])('%s', (_name, text, set, remove, expected) => {
    expect(splice(text, set as Record<string, string>, remove)).toBe(expected);
  });

  test('means the same as editing the parsed object, for any object', () => {
    const keys = fc.constantFrom('model', 'models', 'a', 'b', 'q"', 'ü');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(keys, fc.jsonValue()), { maxLength: 8 }),
        fc.dictionary(keys, fc.jsonValue(), { noNullPrototype: true }),
        fc.uniqueArray(keys, { maxLength: 3 }),
        fc.constantFrom('', ' ', '\n\t'),
        (members, set, remove, space) => {
          const text = `{${space}${members
            .map(
              ([key, value]) => `${JSON.stringify(key)}${space}:${space}${JSON.stringify(value)}`,
            )
            .join(`${space},${space}`)}${space}}`;
          const kept = Object.fromEntries(
            Object.entries(set).filter(([key]) => !(remove as string[]).includes(key)),
          );
          const expected = JSON.parse(text) as Record<string, unknown>;
          for (const key of remove) delete expected[key];
          Object.assign(expected, JSON.parse(JSON.stringify(kept)));
          const edits = Object.fromEntries(
            Object.entries(kept).map(([key, value]) => [key, JSON.stringify(value)]),
          );
          expect(JSON.parse(splice(text, edits, remove))).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
