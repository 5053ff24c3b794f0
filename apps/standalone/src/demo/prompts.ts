/** Kinds of traffic of the demo, and so its categories. */
export const KINDS = ['support', 'code'] as const;
export type Kind = (typeof KINDS)[number];

const MOODS = ['puzzled', 'in a hurry', 'delighted', 'annoyed', 'curious', 'new here'];
const TOPICS = [
  'my order has not arrived yet',
  'the invoice shows another address',
  'I would like to change my plan',
  'the app signs me out every morning',
  'where do I find my past receipts',
  'please cancel the second seat',
  'the parcel was left at the neighbours',
];
const TASKS = ['sums', 'averages', 'sorts', 'filters', 'counts', 'merges', 'deduplicates'];
const THINGS = ['weights', 'loads', 'axle readings', 'tickets', 'trucks', 'timestamps'];
const LANGUAGES = ['TypeScript', 'Python', 'SQL', 'JavaScript'];

const pick = <Item>(items: readonly Item[], number: number): Item => items[number % items.length]!;

/** The prompt of one request; no two numbers give the same text. */
export function writePrompt(kind: Kind, number: number): string {
  if (kind === 'support')
    return `Ticket ${number} from somebody ${pick(MOODS, number)}: ${pick(TOPICS, Math.floor(number / 6))}.`;
  return `Task ${number}: write a function in ${pick(LANGUAGES, number)} that ${pick(TASKS, Math.floor(number / 4))} ${pick(THINGS, Math.floor(number / 28))}.`;
}
