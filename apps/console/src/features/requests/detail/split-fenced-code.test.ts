import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Piece, splitFencedCode } from './split-fenced-code.js';

const text = (...lines: string[]): Piece => ({ kind: 'text', text: lines.join('\n') });
const code = (language: string, ...lines: string[]): Piece => ({
  ...{ kind: 'code', language },
  text: lines.join('\n'),
});

describe('a message is split where code is fenced', () => {
  test.each<[string, string, Piece[]]>([
    ['no fence', 'Hello,\n\nyou', [text('Hello,', '', 'you')]],
    ['nothing at all', '', []],
    [
      'code between prose',
      'So:\n\n```js\nlet a;\n\nlet b;\n```\n\nDone',
      [text('So:'), code('js', 'let a;', '', 'let b;'), text('Done')],
    ],
    ['no language', '```\na\n```', [code('', 'a')]],
    ['more than a language behind the fence', '``` ts title="a"\na\n```', [code('ts', 'a')]],
    [
      'a fence that never closes',
      'So:\n```sql\nselect 1\n',
      [text('So:'), code('sql', 'select 1', '')],
    ],
    ['nothing between the fences', '```\n```', [code('')]],
    ['two blocks', '```\na\n```\n```\nb\n```', [code('', 'a'), code('', 'b')]],
    [
      'fences within longer ones',
      '````md\n```js\na\n```\n````\nDone',
      [code('md', '```js', 'a', '```'), text('Done')],
    ],
    ['a fence with a language within a block', '```md\n```js\na\n```', [code('md', '```js', 'a')]],
    ['tildes', '~~~py\na\n~~~', [code('py', 'a')]],
    ['backticks within tildes', '~~~\n```\na\n```\n~~~', [code('', '```', 'a', '```')]],
    ['a closing fence that is longer', '```\na\n`````\nb', [code('', 'a'), text('b')]],
    ['Windows line ends', 'So:\r\n```js\r\na\r\nb\r\n```\r\n', [text('So:'), code('js', 'a', 'b')]],
    [
      'code of a list, without its margin',
      '1. So:\n   ```js\n   if (a)\n     b();\n   ```',
      [text('1. So:'), code('js', 'if (a)', '  b();')],
    ],
    [
      'fences inside of JSON text, which begin no line',
      '{"answer": "```js\\na\\n```"}',
      [text('{"answer": "```js\\na\\n```"}')],
    ],
    ['code within a line', '```a``` is short', [text('```a``` is short')]],
    ['two backticks', '``\na\n``', [text('``', 'a', '``')]],
  ])('%s', (_name, message, pieces) => {
    expect(splitFencedCode(message)).toEqual(pieces);
  });

  test('code comes out of its fence as it went in', () => {
    const line = fc.string().filter((written) => !/[\r\n]|^\s*`{3}/.test(written));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const fenced = ['Before', '```js', ...lines, '```', 'After'].join('\n');
        expect(splitFencedCode(fenced)).toEqual([
          text('Before'),
          code('js', ...lines),
          text('After'),
        ]);
      }),
    );
  });

  test('what carries no fence stays one piece, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (written) => {
        fc.pre(!/```|~~~/.test(written) && written.trim() !== '');
        expect(splitFencedCode(`a${written}z`)).toEqual([
          text(`a${written}z`.replaceAll('\r\n', '\n')),
        ]);
      }),
    );
  });
});
