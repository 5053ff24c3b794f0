import { expect, test } from '@jest/globals';
import { keepSamples } from './keep-samples.js';

test('percentiles are exact whatever the order and number of the samples', () => {
  const samples = keepSamples();
  for (let value = 100_000; value >= 1; value -= 1) samples.add(value);
  expect(samples.percentiles()).toEqual({ p50: 50_001, p99: 99_001, max: 100_000 });
});

test('no sample at all is zeros', () => {
  expect(keepSamples().percentiles()).toEqual({ p50: 0, p99: 0, max: 0 });
});
