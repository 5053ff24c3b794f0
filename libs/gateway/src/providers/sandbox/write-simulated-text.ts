import { classifyTask } from './classify-task.js';
import { pick, type Random } from './seeded-random.js';
import type { SandboxCategory, SandboxModel } from './sandbox-models.js';

/**
 * What a simulated model says to a prompt. Whether it is right is drawn by the model's skill for
 * the kind of task, so that judges and routers have something true to find out.
 */
export function writeSimulatedText(model: SandboxModel, prompt: string, random: Random): string {
  const category = classifyTask(prompt);
  const isRight = random() < model.skill[category];
  return WRITERS[category](prompt, isRight, random, model);
}

type Writer = (prompt: string, isRight: boolean, random: Random, model: SandboxModel) => string;

const WRITERS: Readonly<Record<SandboxCategory, Writer>> = {
  math: writeMath,
  code: writeCode,
  extraction: writeExtraction,
  translation: writeTranslation,
  chat: writeChat,
};

const OPERATIONS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '×': (left, right) => left * right,
  '/': (left, right) => left / right,
  '÷': (left, right) => left / right,
};

function writeMath(prompt: string, isRight: boolean, random: Random): string {
  const match = /(\d{1,9}(?:\.\d{1,6})?)\s*([-+*/×÷])\s*(\d{1,9}(?:\.\d{1,6})?)/.exec(prompt);
  if (!match) return isRight ? 'The simulated answer is 42.' : 'The simulated answer is 41.';
  const [, left, operator, right] = match;
  const result = OPERATIONS[operator!]!(Number(left), Number(right));
  const shown = isRight ? result : result + 1 + Math.floor(random() * 9);
  return `${left} ${operator} ${right} = ${Number(shown.toFixed(6))}`;
}

function writeCode(_prompt: string, isRight: boolean): string {
  const comparison = isRight ? '<' : '<=';
  return [
    'Here is a simulated solution:',
    '',
    '```js',
    'function sum(values) {',
    '  let total = 0;',
    `  for (let index = 0; index ${comparison} values.length; index++) total += values[index];`,
    '  return total;',
    '}',
    '```',
  ].join('\n');
}

/** What an extraction looks for: addresses, dates, numbers. */
export const FINDABLE =
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|\b\d{4}-\d\d-\d\d\b|\b\d+(?:\.\d+)?\b/g;

function writeExtraction(prompt: string, isRight: boolean): string {
  const found = [...new Set(prompt.match(FINDABLE) ?? [])];
  const shown = isRight ? found : found.slice(0, -1);
  return shown.length > 0 ? shown.map((item) => `- ${item}`).join('\n') : 'Nothing found.';
}

const DICTIONARIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  french: {
    hello: 'bonjour',
    world: 'monde',
    thanks: 'merci',
    good: 'bon',
    morning: 'matin',
    cat: 'chat',
  },
  german: {
    hello: 'hallo',
    world: 'welt',
    thanks: 'danke',
    good: 'guten',
    morning: 'morgen',
    cat: 'katze',
  },
  spanish: {
    hello: 'hola',
    world: 'mundo',
    thanks: 'gracias',
    good: 'buenos',
    morning: 'días',
    cat: 'gato',
  },
};

function writeTranslation(prompt: string, isRight: boolean): string {
  const language = /french|german|spanish/i.exec(prompt)?.[0].toLowerCase() ?? 'french';
  const source = prompt.includes(':') ? prompt.slice(prompt.indexOf(':') + 1).trim() : prompt;
  if (!isRight) return source;
  const dictionary = DICTIONARIES[language]!;
  return source.replace(/\p{L}+/gu, (word) => dictionary[word.toLowerCase()] ?? word);
}

const OPENINGS = ['Hello! ', 'Good to hear from you. ', 'Welcome to the weighbridge. '] as const;

function writeChat(prompt: string, isRight: boolean, random: Random, model: SandboxModel): string {
  const topic = prompt.replace(/\s+/g, ' ').trim().slice(0, 80);
  const opening = pick(random, OPENINGS);
  if (!isRight) return `${opening}This is a simulated answer, and not a helpful one.`;
  return (
    `${opening}This is a simulated answer from the sandbox model ${model.id}: no real model was asked. ` +
    `You said: "${topic}". Everything around this text is real: the key, the budget, the price and ` +
    'the record of this request. Set OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY to ask a real model.'
  );
}
