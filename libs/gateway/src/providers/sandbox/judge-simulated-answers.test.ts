import { describe, expect, test } from '@jest/globals';
import { changeSkills } from './change-skills.js';
import { checkSimulatedAnswer } from './check-simulated-answer.js';
import { judgeSimulatedAnswers } from './judge-simulated-answers.js';
import { findSandboxModel } from './sandbox-models.js';
import { seededRandom } from './seeded-random.js';
import { writeSimulatedText } from './write-simulated-text.js';

const REQUESTS = [
  'Write a function that sums numbers',
  'How much is 17 * 23?',
  'Extract every number and date: 12 apples until 2026-03-01',
  'Translate to German: hello world',
  'How was your day?',
];
const model = findSandboxModel('swift-mini')!;
const certain = (chance: 0 | 1) =>
  changeSkills(
    model,
    ['code', 'math', 'extraction', 'translation', 'chat']
      .map((task) => `swift-mini.${task}=${chance}`)
      .join(', '),
  );
const write = (chance: 0 | 1, request: string): string =>
  writeSimulatedText(certain(chance), request, seededRandom(request));

describe('the simulated judge', () => {
  test.each(REQUESTS)('tells right from wrong answers to: %s', (request) => {
    expect(checkSimulatedAnswer(request, write(1, request))).toBe(true);
    expect(checkSimulatedAnswer(request, write(0, request))).toBe(false);
  });

  test('knows nothing of an answer that is not simulated', () => {
    expect(checkSimulatedAnswer('How was your day?', 'Fine, thank you.')).toBeNull();
  });

  const fence = (name: string, text: string) =>
    `<<<${name} 0123456789abcdef\n${text}\n0123456789abcdef ${name}>>>`;
  const pair = (request: string, a: string, b: string) =>
    [fence('request', request), fence('answer-A', a), fence('answer-B', b)].join('\n\n');
  const judge = (prompt: string, body = {}) => judgeSimulatedAnswers(prompt, body, ['sage']);

  test('prefers the right answer in either order, but for a mistake now and then', () => {
    let agreed = 0;
    for (let number = 0; number < 200; number++) {
      const request = `How much is ${number} + 17?`;
      const [right, wrong] = [write(1, request), write(0, request)];
      if (judge(pair(request, right, wrong))!.endsWith('Verdict: A')) agreed++;
      if (judge(pair(request, wrong, right))!.endsWith('Verdict: B')) agreed++;
    }
    expect(agreed / 400).toBeGreaterThan(0.88);
    expect(agreed / 400).toBeLessThan(1);
  });

  test('answers in the JSON schema it is asked for', () => {
    const schema = {
      type: 'object',
      properties: { reason: { type: 'string' }, verdict: { type: 'boolean' } },
    };
    const body = { response_format: { type: 'json_schema', json_schema: { schema } } };
    const prompt = `${fence('input', REQUESTS[1]!)}\n${fence('output', write(1, REQUESTS[1]!))}`;
    expect(JSON.parse(judge(prompt, body)!)).toEqual({
      reason: expect.stringContaining('simulated'),
      verdict: true,
    });
  });

  test('leaves alone what is no request to judge', () => {
    expect(judge('Which is better, A or B?')).toBeNull();
  });
});

test('a skill is changed for the model and task it names alone', () => {
  const changed = changeSkills(model, 'swift-mini.chat=0.25,sage.chat=0, swift-mini.code=2');
  expect(changed.skill).toEqual({ ...model.skill, chat: 0.25 });
});
