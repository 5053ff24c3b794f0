import type { World } from './world.js';

/**
 * Six targets: one that never fails, five that drift, change their price, brown out or are dead for a
 * third of the time. The best one changes many times.
 */
export const sixTargets = (requests: number, seed: number): World => ({
  requests,
  seed,
  perSecond: 100,
  targets: [
    {
      ...{ id: 'steady', firstTokenMs: 420, perTokenMs: 9, swing: 0.1, periodS: 400 },
      ...{ capacity: 2_000, failureRate: 0, outages: [], verbosity: 1 },
      prices: [[0, 2.5, 10]],
    },
    {
      ...{ id: 'swinging', firstTokenMs: 300, perTokenMs: 8, swing: 0.5, periodS: 600 },
      ...{ capacity: 1_500, failureRate: 0.003, outages: [], verbosity: 1.05 },
      prices: [
        [0, 1, 4],
        [0.5, 2, 8],
      ],
    },
    {
      ...{ id: 'counter', firstTokenMs: 340, perTokenMs: 7, swing: 0.45, periodS: 830 },
      ...{ capacity: 1_500, failureRate: 0.005, outages: [[0.6, 0.65]], verbosity: 0.95 },
      prices: [
        [0, 1.5, 5],
        [0.3, 0.8, 3],
        [0.8, 1.6, 6],
      ],
    },
    {
      ...{ id: 'slow', firstTokenMs: 900, perTokenMs: 20, swing: 0.2, periodS: 300 },
      ...{ capacity: 800, failureRate: 0.002, outages: [], verbosity: 1 },
      prices: [[0, 0.6, 2.4]],
    },
    {
      ...{ id: 'small', firstTokenMs: 250, perTokenMs: 6, swing: 0.3, periodS: 500 },
      ...{
        capacity: 150,
        failureRate: 0.01,
        outages: [
          [0.2, 0.22],
          [0.7, 0.71],
        ],
        verbosity: 1,
      },
      prices: [[0, 3, 12]],
    },
    {
      ...{ id: 'dead', firstTokenMs: 200, perTokenMs: 5, swing: 0.1, periodS: 700 },
      ...{ capacity: 2_000, failureRate: 0.004, outages: [[0.35, 0.7]], verbosity: 1 },
      prices: [[0, 0.5, 2]],
    },
  ],
});
