import { expect, test } from '@jest/globals';
import { BoundedMemory } from './bounded-memory.js';

test('what was neither kept nor asked for lately is forgotten first', () => {
  const memory = new BoundedMemory<number>(2);
  memory.keep('a', 1);
  memory.keep('b', 2);
  expect(memory.find('a')).toBe(1);
  memory.keep('c', 3);
  expect([memory.find('a'), memory.find('b'), memory.find('c')]).toEqual([1, undefined, 3]);
});

test('a value kept again replaces the former and takes no further place', () => {
  const memory = new BoundedMemory<number>(2);
  memory.keep('a', 1);
  memory.keep('b', 2);
  memory.keep('b', 3);
  expect([memory.find('a'), memory.find('b')]).toEqual([1, 3]);
});
