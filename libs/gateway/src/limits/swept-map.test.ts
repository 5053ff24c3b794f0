import { expect, test } from '@jest/globals';
import { SweptMap } from './swept-map.js';

test('idle entries go when the map has grown, others stay however many they are', () => {
  const map = new SweptMap<{ idle: boolean }>((value) => value.idle, 10);
  for (let index = 0; index < 1_000; index++) map.set(`idle ${index}`, { idle: true });
  expect(map.size).toBeLessThanOrEqual(10);
  for (let index = 0; index < 100; index++) map.set(`busy ${index}`, { idle: false });
  for (let index = 0; index < 100; index++) expect(map.get(`busy ${index}`)).toBeDefined();
});
