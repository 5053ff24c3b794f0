import { expect, test } from '@jest/globals';
import type { Admission } from '@weighbridge/gateway/limits/counters';
import { createMemoryCounters } from '@weighbridge/gateway/limits/memory-counters';
import { systemClock } from '@weighbridge/kernel/clock';
import { createMemoryLimitAuthority } from '@weighbridge/stores/counters/memory-limit-authority';
import { shareByWorkers } from './ask-supervisor.js';
import { keepAdmissions, keepSlices, type LimitsKeeper } from './keep-limits.js';
import { type FromWorker, MINUTE, type ToWorker, type WorkerTask } from './worker-messages.js';

const TASK = { index: 1, of: 2 } as WorkerTask;

/** A worker and the process that started it, with messages copied as a pipe between them would. */
function connect(limits: LimitsKeeper) {
  const sent: FromWorker[] = [];
  const worker = shareByWorkers((message) => {
    sent.push(message);
    const copy = JSON.parse(JSON.stringify(message)) as FromWorker;
    if (copy.kind === 'release') limits.release(copy.admission, copy.actualTokens);
    if (copy.kind !== 'ask' || copy.ask.method === 'tellAll' || copy.ask.method === 'readPages')
      return;
    void limits.answer(copy.ask).then((value) => {
      const answer: ToWorker = { kind: 'answer', id: copy.id, value };
      worker.receive(JSON.parse(JSON.stringify(answer)) as ToWorker);
    });
  });
  return { worker, sent };
}

const admitted = (outcome: Admission | { admitted: false }): Admission => {
  if (!outcome.admitted) throw new Error('refused');
  return outcome;
};

async function openAsked() {
  const here = createMemoryCounters(systemClock);
  const keeper = keepAdmissions(here);
  const { worker, sent } = connect(keeper);
  const opened = await worker.openCounters({ ...TASK, limits: 'asked' }, () => undefined);
  return { here, keeper, sent, there: opened.counters };
}

test('a process beside the serving one takes from the same limits', async () => {
  const { here, there } = await openAsked();
  const limits = { rpm: 3, tpm: 1_000 };
  admitted(here.admit('provider a', limits, 100));
  const one = admitted(await there.admit('provider a', limits, 100));
  admitted(await there.admit('provider a', limits, 100));
  expect(await there.admit('provider a', limits, 100)).toMatchObject({ limit: 'rpm', value: 3 });
  expect(here.refusalOf('provider a', limits, 100)).toMatchObject({ limit: 'rpm' });
  expect(here.refusalOf('provider a', { tpm: 1_000 }, 701)).toMatchObject({ limit: 'tpm' });
  one.release(0);
  expect(here.refusalOf('provider a', { tpm: 1_000 }, 800)).toBeNull();
});

test('a slot is free again when its request ends, once', async () => {
  const { here, there } = await openAsked();
  const limits = { max_parallel: 2 };
  const one = admitted(await there.admit('provider a', limits, 0));
  admitted(await there.admit('provider a', limits, 0));
  one.release(null);
  one.release(null);
  admitted(here.admit('provider a', limits, 0));
  expect(here.admit('provider a', limits, 0)).toMatchObject({ limit: 'max_parallel' });
});

test('what a process held that has died is free', async () => {
  const { here, there, keeper } = await openAsked();
  const limits = { max_parallel: 2 };
  admitted(await there.admit('provider a', limits, 0));
  admitted(await there.admit('provider a', limits, 0));
  expect(here.admit('provider a', limits, 0)).toMatchObject({ limit: 'max_parallel' });
  keeper.releaseAll();
  admitted(here.admit('provider a', limits, 0));
  admitted(here.admit('provider a', limits, 0));
});

test('what has no limits is not asked for', async () => {
  const { there, sent } = await openAsked();
  admitted(await there.admit('provider a', {}, 100));
  expect(sent).toEqual([]);
});

test('slots that a worker of a shared port held when it died are free for the others', async () => {
  const authority = createMemoryLimitAuthority({ clock: systemClock, ...MINUTE });
  const limits = { max_parallel: 1 };
  const open = async () => {
    const keeper = keepSlices(authority);
    const { worker } = connect(keeper);
    const opened = await worker.openCounters({ ...TASK, limits: 'drawn' }, () => undefined);
    return { keeper, ...opened };
  };
  const [one, other] = [await open(), await open()];
  admitted(await one.counters.admit('key a', limits, 0));
  expect(await other.counters.admit('key a', limits, 0)).toMatchObject({ admitted: false });
  one.keeper.releaseAll();
  await new Promise((resolve) => setTimeout(resolve, 100)); // a refusal stands for a moment
  admitted(await other.counters.admit('key a', limits, 0));
  await Promise.all([one.close(), other.close()]);
});
