import { expect, test } from '@jest/globals';
import { readChatCall } from '../../dialects/openai-chat/read-chat-call.js';
import { buildClassify } from './build-classify.js';
import { EXAMPLES } from './classifier/examples.fixture.js';
import { trainClassifier } from './classifier/train-classifier.js';
import { describeRequest } from './describe-request.js';

const RULES: Record<string, object[]> = {
  code: [{ system_matches: 'you are a coding', ignore_case: true }, { has_tools: true }],
  math: [{ user_matches: '\\bsolve\\b.*\\bequation', ignore_case: true }],
  support: [
    { user_matches: '(?:refund|invoice|parcel) (?:number|id)' },
    { header: { 'x-a': 'b' } },
  ],
};
const CATEGORIES = [...new Set(EXAMPLES.map(({ category }) => category))].map((name) => ({
  name,
  rules: RULES[name] ?? [],
  examples: EXAMPLES.filter(({ category }) => category === name).map(({ text }) => text),
}));
const WORDS = EXAMPLES.flatMap(({ text }) => text.split(' '));

/** A request of so many words, as it comes from the socket; every one another. */
function callOf(words: number, seed: number) {
  const content = Array.from(
    { length: words },
    (_, index) => WORDS[(index * 7 + seed * 13) % WORDS.length]!,
  ).join(' ');
  const system = 'You are the assistant of a shop. Answer in the language of the customer. '.repeat(
    4,
  );
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content },
  ];
  return readChatCall(Buffer.from(JSON.stringify({ model: 'm', messages })));
}

test.each([60, 400, 20_000])('a request of %i words is classified in microseconds', (words) => {
  const classify = buildClassify(CATEGORIES, () => undefined);
  const calls = Array.from({ length: words > 1_000 ? 20 : 200 }, (_, seed) => callOf(words, seed));
  const round = (): number[] =>
    Array.from({ length: 400 }, (_, index) => {
      const startedAt = performance.now();
      classify(describeRequest(calls[index % calls.length]!, {}));
      return (performance.now() - startedAt) * 1_000;
    }).toSorted((a, b) => a - b);
  for (let warm = 0; warm < 4; warm++) round();
  const rounds = Array.from({ length: 5 }, round);
  const best = (at: number): number => Math.min(...rounds.map((times) => times[at]!));
  process.stdout.write(
    `classify ${words} words: p50 ${best(200).toFixed(1)} µs, p99 ${best(396).toFixed(1)} µs\n`,
  );
  // The target is a median of 50 µs and a p99 of 200 on a core of its own. Tests share theirs, so
  // that pauses of milliseconds say nothing: only the median is held to four times its target.
  expect(best(200)).toBeLessThan(200);
});

test('training sixty examples takes milliseconds', () => {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    trainClassifier(EXAMPLES);
    return performance.now() - startedAt;
  });
  process.stdout.write(
    `training 60 examples of 5 categories: ${Math.min(...times).toFixed(1)} ms\n`,
  );
  expect(Math.min(...times)).toBeLessThan(500);
});
