import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCsv } from './read-csv.js';
import { readOutcomes } from './read-outcomes.js';

async function* inPieces(text: string, size = 7): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function parse(text: string, size?: number): Promise<string[][]> {
  const records: string[][] = [];
  for await (const { fields } of readCsv(inPieces(text, size))) records.push(fields);
  return records;
}

const read = (text: string, prices = new Map<string, { input: number; output: number }>()) =>
  readOutcomes(inPieces(text), { strong: 's', weak: ['w'], prices });

const HEADER = 'prompt,category,model,quality,cost_usd\n';

describe('CSV', () => {
  test('of any fields is read back, however it is cut and whatever ends its lines', async () => {
    const field = fc.stringMatching(/^[a-z",\r\n é-]{0,8}$/);
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(9), fc.constantFrom('\n', '\r\n'), async (list, cut, end) => {
        const text = list.map((row) => row.map(quote).join(',')).join(end);
        expect(await parse(text + end, cut + 1)).toEqual(list);
      }),
    );
  });

  test('without quotes, with a byte order mark, empty lines and no last line end is read', async () => {
    expect(await parse('\uFEFFa,b\r\n\r\n1,"x"\r\n,2"\n3,')).toEqual([
      ['a', 'b'],
      ['1', 'x'],
      ['', '2"'],
      ['3', ''],
    ]);
  });

  test.each([
    ['a\n"b\nc', 'line 2: a quoted field is never closed'],
    ['a\n\n"b"c', 'line 3: text behind a closing quote'],
  ])('%j is refused', async (text, message) => {
    await expect(parse(text)).rejects.toThrow(message);
  });
});

test('a table with quoted prompts, CRLF and other columns and models is read', async () => {
  const table = await read(
    'model,"prompt",quality,category,cost_usd,latency_ms,note\r\n' +
      's,"one, ""1""\n",1,math,0.02,120,x\r\nw,"one, ""1""\n",0.5,math,1e-3,,\r\n' +
      'other,two,0,chat,1,5,\r\ns,two,0,chat,0.02,120,\r\nw,two,1,chat,0.001,9,\r\n',
  );
  expect(table).toMatchObject({ categories: ['math', 'chat'], rows: 5 });
  expect([...table.categoryOf]).toEqual([0, 1]);
  expect([...table.strong.quality]).toEqual([1, 0]);
  expect([...table.weak[0]!.cost]).toEqual([0.001, 0.001]);
});

test('a price replaces the cost by the tokens of the file, else by 1,000 and 200', async () => {
  const prices = new Map([['w', { input: 2, output: 10 }]]);
  const table = await read(
    'prompt,category,model,quality,cost_usd,input_tokens,output_tokens\n' +
      'p,a,s,1,0.5,,\np,a,w,1,0.5,,\nq,a,s,1,0.5,,\nq,a,w,1,0.5,100,50\n',
    prices,
  );
  expect([...table.weak[0]!.cost]).toEqual([0.004, 0.0007]);
  expect([...table.strong.cost]).toEqual([0.5, 0.5]);
});

describe('a table is refused', () => {
  const row = (text: string) => `${HEADER}p,a,s,1,0.1\n${text}`;
  test.each([
    ['for a missing column', 'prompt,model,quality,cost_usd\n', 'the column category is missing'],
    ['for a column named twice', HEADER.replace('category', 'model'), 'model stands there twice'],
    ['for a quality above 1', row('p,a,w,1.1,0.1\n'), 'line 3: field quality: 1.1 is above 1'],
    ['for a negative quality', row('p,a,w,-0.1,0.1\n'), 'line 3: field quality: -0.1 is negative'],
    ['for a quality of no number', row('p,a,w,NaN,0.1\n'), 'line 3: field quality: "NaN"'],
    ['for a negative cost', row('p,a,w,1,-2\n'), 'line 3: field cost_usd: -2 is negative'],
    ['for an infinite cost', row('p,a,w,1,1e999\n'), 'line 3: field cost_usd: 1e999 is too large'],
    ['for an empty cost', row('p,a,w,1,\n'), 'line 3: field cost_usd: is empty'],
    ['for an empty category', row('p,,w,1,1\n'), 'line 3: field category: is empty'],
    ['for a short row', row('p,a,w,1\n'), 'line 3: 4 fields, the header has 5'],
    ['for a long row', row('p,a,w,1,1,1\n'), 'line 3: 6 fields, the header has 5'],
    ['for a second row', row('p,a,w,1,1\np,a,w,1,1\n'), 'line 4: a second row for the same prompt'],
    ['for two categories', row('p,b,w,1,1\n'), 'line 3: field category: the same prompt has'],
    [
      'for a prompt without a model',
      row('p,a,w,1,1\nq,a,s,1,1\n'),
      'line 4: the prompt has no row',
    ],
    [
      'for a prompt of others alone',
      row('p,a,w,1,1\nq,a,x,1,1\n'),
      'line 4: the prompt has no row',
    ],
    ['for a model in no row', row('p,a,x,1,1\n'), 'unknown model w'],
    ['for being empty', '', 'the file is empty'],
    ['for having a header alone', HEADER, 'the file has no row'],
  ])('%s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('for a priced model in no row, and a model that is weak and strong', async () => {
    const prices = new Map([['z', { input: 1, output: 1 }]]);
    await expect(read(row('p,a,w,1,1\n'), prices)).rejects.toThrow('unknown model z');
    const twice = readOutcomes(inPieces(''), { strong: 's', weak: ['s'], prices: new Map() });
    await expect(twice).rejects.toThrow('model s is named twice, as strong and weak');
  });
});
