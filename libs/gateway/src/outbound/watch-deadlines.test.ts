import { afterEach, expect, jest, test } from '@jest/globals';
import { DeadlineWatch, type Watched } from './watch-deadlines.js';

const TICK_MS = 20;

afterEach(() => void jest.useRealTimers());

/** Watches some deadlines, in milliseconds from now; `told` names by their index those that fell due. */
function watchAll(deadlines: readonly number[]) {
  jest.useFakeTimers();
  const watch = new DeadlineWatch(TICK_MS);
  const told: number[] = [];
  const watched = deadlines.map((deadline, index): Watched => {
    const each: Watched = {
      dueAt: performance.now() + deadline,
      place: -1,
      onDue() {
        told.push(index);
        watch.delete(each);
      },
    };
    watch.add(each);
    return each;
  });
  return { watch, watched, told };
}

test('whoever is due is told once, and those beside them when their own time comes', () => {
  const { told } = watchAll([10, 50, 10, 90, 10]);
  jest.advanceTimersByTime(TICK_MS);
  expect(told.toSorted()).toEqual([0, 2, 4]);
  jest.advanceTimersByTime(200);
  expect(told.slice(3)).toEqual([1, 3]);
});

test('whoever has left, even twice, is not told, and the others still are', () => {
  const { watch, watched, told } = watchAll([10, 10, 10]);
  watch.delete(watched[0]!);
  watch.delete(watched[0]!);
  jest.advanceTimersByTime(TICK_MS);
  expect(told.toSorted()).toEqual([1, 2]);
});

test('nobody left to watch stops the timer, and a newcomer starts it again', () => {
  const { watch, watched, told } = watchAll([10]);
  jest.advanceTimersByTime(TICK_MS * 2);
  expect(jest.getTimerCount()).toBe(0);
  watch.add(Object.assign(watched[0]!, { dueAt: performance.now() }));
  jest.advanceTimersByTime(TICK_MS);
  expect(told).toEqual([0, 0]);
});
