import type { LabelledExample } from './train-classifier.js';

const PROMPTS: Record<string, { examples: string[]; heldOut: string[] }> = {
  code: {
    examples: [
      'Write a function that reverses a linked list in Python.',
      'Fix this stack trace: TypeError: cannot read properties of undefined (reading "id")',
      'Why does this loop never end? while (i < n) { total += i; }',
      'Refactor this class so that it has no global state.',
      'Write a unit test for the function parseDate().',
      'Explain what this regular expression does: ^[a-z]+$',
      'Convert this JavaScript function to TypeScript with strict types.',
      'My SQL query is slow: SELECT * FROM orders WHERE status = 1; how do I add an index?',
      'Implement a binary search in Rust and return the index.',
      'How do I catch an exception in Java and log it?',
      'Write a bash script that renames all files in a folder.',
      'The compiler says error: expected ; before }. What is wrong in my code?',
    ],
    heldOut: [
      'Write a Python class for a stack with push and pop.',
      'What is wrong in this code? for (let i = 0; i <= list.length; i++) { sum += list[i]; }',
      'Write a TypeScript function that sorts an array of objects by date.',
      'Fix the bug: the test fails with an undefined variable error.',
      'How do I return two values from a Rust function?',
      'Add an index to this SQL table so that the query is fast.',
    ],
  },
  translation: {
    examples: [
      'Translate the following sentence into French: the train is late.',
      'Translate to German: Where is the next pharmacy?',
      'What is the Spanish word for bridge?',
      'Please translate this letter from Italian into English.',
      'How do you say good morning in Japanese?',
      'Translate this contract clause into Dutch and keep the tone formal.',
      'Give me the Portuguese translation of this menu.',
      'Traduis ce texte en anglais: il fait froid.',
      'Translate the subtitles below from Korean to English.',
      'Put this paragraph into Polish, please.',
      'Is this translation from Russian into English correct?',
      'Render this proverb in French without losing the rhyme.',
    ],
    heldOut: [
      'Translate into Italian: the bridge is closed.',
      'How do you say thank you in Korean?',
      'Please translate this menu from French into English.',
      'What is the German word for butterfly?',
      'Translate the letter below to Spanish, formal tone.',
      'Give me the Dutch translation of this sentence.',
    ],
  },
  math: {
    examples: [
      'Solve the equation 3x + 5 = 20 for x.',
      'What is 17 * 24?',
      'Calculate the area of a circle with radius 7.',
      'A shop sells 3 apples for 2 dollars. How much do 12 apples cost?',
      'Find the derivative of x^2 * sin(x).',
      'What is the probability of two sixes with two dice?',
      'How many combinations of 5 cards are there in a deck of 52?',
      'Compute the integral of 1/x from 1 to e.',
      'If a car drives 90 km in 1.5 hours, what is its average speed?',
      'Simplify the fraction 84/126.',
      'What is 15 percent of 260?',
      'Prove that the sum of two even numbers is even.',
    ],
    heldOut: [
      'Solve 2x - 8 = 14 for x.',
      'What is 23 * 19 + 4?',
      'Calculate the average speed of a train that drives 240 km in 3 hours.',
      'What is the probability of three heads with three coins?',
      'How much is 20 percent of 450?',
      'Find the derivative of 4x^3 and simplify.',
    ],
  },
  support: {
    examples: [
      'Where is my order? It should have arrived on Monday.',
      'I want my money back for the broken headphones.',
      'How do I reset the password of my account?',
      'My invoice shows a wrong amount, please correct it.',
      'I cannot log in to my account since the update.',
      'Please cancel my subscription at the end of the month.',
      'The parcel arrived damaged. Can you send a new one?',
      'How can I change the delivery address of my order?',
      'I was charged twice on my credit card.',
      'Do you ship to Norway and what does delivery cost?',
      'The discount code does not work at checkout.',
      'How long is the warranty of this washing machine?',
    ],
    heldOut: [
      'My parcel has not arrived, where is it?',
      'I was charged for an order that I cancelled.',
      'How do I change the address of my account?',
      'Please send the invoice for my last order again.',
      'I cannot reset my password, the link does not work.',
      'The headphones are broken, is there a warranty?',
    ],
  },
  summary: {
    examples: [
      'Summarize the following article in three sentences.',
      'Give me a short summary of this meeting transcript.',
      'What are the key points of the report below?',
      'Condense this email thread into five bullet points.',
      'TL;DR of the text below, please.',
      'Write an abstract of at most 100 words for this paper.',
      'Sum up the discussion and list the decisions.',
      'Shorten this chapter to one paragraph.',
      'Summarise the customer reviews by topic.',
      'What does this long document say, in brief?',
      'Give an executive summary of the attached report.',
      'List the main arguments of the article in bullet points.',
    ],
    heldOut: [
      'Summarize this report in two sentences.',
      'Give me the key points of the email thread below.',
      'Write a short abstract of the article.',
      'Condense the transcript into bullet points.',
      'Sum up this chapter in one paragraph.',
      'What are the main points of this document, in brief?',
    ],
  },
};

const labelled = (part: 'examples' | 'heldOut'): LabelledExample[] =>
  Object.entries(PROMPTS).flatMap(([category, prompts]) =>
    prompts[part].map((text) => ({ category, text })),
  );

/** Twelve prompts of each of five categories. */
export const EXAMPLES = labelled('examples');
/** Six more of each, which no model of a test has seen. */
export const HELD_OUT = labelled('heldOut');
/** Prompts that belong to none of the categories and are not among the background prompts. */
export const STRANGERS: readonly string[] = [
  'Write a limerick about a goat on a bicycle.',
  'What is the best season to visit Iceland?',
  'Tell me about the history of tea.',
  'My dog is afraid of thunder, any advice?',
  'Which wine goes with mushroom risotto?',
  'Describe a sunset over the desert.',
  'Who was the first woman to climb the highest mountain?',
  'Recommend a podcast about astronomy.',
  'How do bees find their way home?',
  'Invent a bedtime story with a dragon and a baker.',
];
