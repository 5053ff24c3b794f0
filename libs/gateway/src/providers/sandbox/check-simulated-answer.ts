import { classifyTask } from './classify-task.js';
import { FINDABLE } from './write-simulated-text.js';

const SUM_LOOP = /index (<=?) values\.length/;
const UNHELPFUL = 'not a helpful one';
const EQUATION = /(-?\d+(?:\.\d+)?)\s*([-+*/×÷])\s*(-?\d+(?:\.\d+)?)\s*=\s*(-?\d+(?:\.\d+)?)/;

/**
 * Whether a simulated model answered rightly (`write-simulated-text.ts` says how right and wrong ones
 * look); null: this is no simulated answer, nothing is known of it.
 */
export function checkSimulatedAnswer(request: string, answer: string): boolean | null {
  const loop = SUM_LOOP.exec(answer);
  if (loop) return loop[1] === '<';
  if (answer.includes('simulated answer')) return isHelpful(answer);
  const equation = EQUATION.exec(answer);
  if (equation) return holds(equation);
  switch (classifyTask(request)) {
    case 'extraction':
      return findAll(request).every((item) => answer.includes(item));
    case 'translation':
      return !request.includes(answer.trim());
    default:
      return null;
  }
}

/** The answers without a calculation to check are 42 and, wrong, 41. */
const isHelpful = (answer: string): boolean =>
  !answer.includes(UNHELPFUL) && !answer.includes('answer is 41.');

const findAll = (text: string): string[] => text.match(FINDABLE) ?? [];

function holds([, left, operator, right, result]: RegExpExecArray): boolean {
  const [a, b] = [Number(left), Number(right)];
  const expected =
    operator === '+' ? a + b : operator === '-' ? a - b : /[*×]/.test(operator!) ? a * b : a / b;
  return Math.abs(expected - Number(result)) < 1e-6 * Math.max(1, Math.abs(expected));
}
