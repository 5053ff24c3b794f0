/** What customers and staff of a shop ask. */
export const PROMPTS: readonly string[] = [
  'Write a function that adds the items of a basket and takes the discount off',
  'Translate "Your parcel is on its way" to French',
  'Extract the order number and the date from: order 4711 of 3 May, paid by card',
  'Where is my parcel?',
  'Fix the bug in this SQL: select * form orders were id = 3',
  'What is 17 * 23 plus the shipping of 4.90?',
  'Extract name and city from: Ada Lovelace, 12 Main Street, London',
  'Translate "We are closed on Sunday" to German',
  'Which of your jackets is the warmest?',
  'Write a regex that finds e-mail addresses',
];
