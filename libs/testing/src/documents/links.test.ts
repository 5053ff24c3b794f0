import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readAnchors, readLinks } from './read-links.js';

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const isMarkdown = (name: string) => name.endsWith('.md');
const DOCUMENTS = [
  ...readdirSync(REPOSITORY).filter(isMarkdown),
  ...readdirSync(join(REPOSITORY, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(isMarkdown)
    .map((name) => join('docs', name)),
];

/** What is wrong with the links of a document, each as `line: target`. */
function brokenLinks(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return readLinks(text)
    .filter(({ path, anchor }) => {
      const target = path === '' ? file : resolve(dirname(file), path);
      if (!existsSync(target)) return true;
      return anchor !== '' && !readAnchors(readFileSync(target, 'utf8')).has(anchor);
    })
    .map(({ line, path, anchor }) => `${line}: ${path}${anchor && `#${anchor}`}`);
}

describe('documents', () => {
  test.each(DOCUMENTS)('every link of %s leads somewhere', (name) => {
    expect(brokenLinks(join(REPOSITORY, name))).toEqual([]);
  });

  test('links in code are examples, all others count', () => {
    const text = ['[a](b.md#c)', '`[x](y)` ![i](i.svg) [w](https://w)', '```', '[n](n)', '```'];
    expect(readLinks(text.join('\n'))).toEqual([
      { line: 1, path: 'b.md', anchor: 'c' },
      { line: 2, path: 'i.svg', anchor: '' },
    ]);
  });

  test('headings make the anchors that GitHub makes', () => {
    expect([...readAnchors('# One, `two` & three\n## 4. A request')]).toEqual([
      'one-two--three',
      '4-a-request',
    ]);
  });
});
