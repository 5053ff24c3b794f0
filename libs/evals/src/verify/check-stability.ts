import { decideRoute } from '../policy/decide-route.js';
import { addPair, emptyEvidence } from '../policy/evidence.js';
import { emptyState } from '../policy/policy-state.js';
import { type QualityWatch, watchQuality } from '../policy/watch-quality.js';
import { type Random, seededRandom } from '../statistics/seeded-random.js';
import { atLeast, atMost, type Measurement, repetitions } from './check.js';
import { drawDifference } from './synthetic-truth.js';

const REQUESTS = 10_000;
const SAMPLE_RATE = 0.2;
const CATEGORIES = ['a', 'b', 'c', 'd', 'e'];
const SERIES = { category: 'a', model: 'm', series: 's' };

/** Whether equals are left alone, and a fall is noticed without crying wolf. */
export function checkStability(effort: number): Measurement[] {
  return [checkSwitches(effort), ...checkDemotion(effort), ...checkFalseAlarms(effort)];
}

/** Two candidates as good as the default, and as cheap as one another. */
function checkSwitches(effort: number): Measurement {
  const seeds = repetitions(200, effort, 5);
  let switches = 0;
  for (let seed = 1; seed <= seeds; seed++) switches += countSwitches(seededRandom(seed));
  return atMost(
    'tied models: switches of a route of 5 categories per 10,000 requests, after its first moves',
    switches / seeds,
    2,
    (count) => count.toFixed(2),
  );
}

function countSwitches(random: Random): number {
  const evidence = emptyEvidence();
  const served = new Map<string, number>();
  const usage = (costUsd: number) => ({ inputTokens: 0, outputTokens: 0, latencyMs: 0, costUsd });
  const terms = {
    defaultModel: 'default',
    candidates: ['one', 'two'],
    maxQualityLoss: 0.01,
    minPairs: 300,
    objective: 'price' as const,
  };
  let state = emptyState();
  let switches = 0;
  for (let request = 1; request <= REQUESTS; request++) {
    const category = CATEGORIES[Math.floor(random() * CATEGORIES.length)]!;
    served.set(category, (served.get(category) ?? 0) + 1);
    const at = request * 1000;
    if (random() < SAMPLE_RATE)
      for (const model of terms.candidates)
        addPair(evidence, {
          category,
          model,
          difference: drawDifference(random, 0),
          at,
          modelUsage: usage(0.3 * (0.5 + random())),
          defaultUsage: usage(1),
        });
    if (request % 100 !== 0) continue;
    const facts = {
      now: at,
      traffic: served,
      served,
      prices: new Map(),
      unhealthy: new Set<string>(),
      judge: { kappa: null },
    };
    const next = decideRoute(evidence, terms, facts, state).state;
    for (const [name, choice] of Object.entries(next.choices))
      if (state.choices[name] && state.choices[name].model !== choice.model) switches++;
    state = next;
  }
  return switches;
}

/** A pass rate that falls from 85 to 65 % after 1,000 scores. */
function checkDemotion(effort: number): Measurement[] {
  const seeds = repetitions(2000, effort);
  const delays: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const random = seededRandom(seed);
    const watch: QualityWatch = {};
    for (let score = 0; score < 1000; score++)
      watchQuality(watch, { ...SERIES, value: random() < 0.85 ? 1 : 0 });
    let delay = 1;
    while (!watchQuality(watch, { ...SERIES, value: random() < 0.65 ? 1 : 0 })) delay++;
    delays.push(delay);
  }
  const noticed = delays.filter((delay) => delay <= 300).length / seeds;
  return [atLeast('a fall of 20 points is noticed within 300 scores', noticed, 0.99)];
}

/** Series without any fall. */
function checkFalseAlarms(effort: number): Measurement[] {
  const kinds: [name: string, draw: (random: Random) => number][] = [
    ['passes of 85 %', (random) => (random() < 0.85 ? 1 : 0)],
    ['passes of 50 %', (random) => (random() < 0.5 ? 1 : 0)],
    ['judged pairs', (random) => drawDifference(random, 0)],
  ];
  const seeds = repetitions(400, effort, 5);
  return kinds.map(([name, draw]) => {
    let alarms = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const random = seededRandom(seed);
      const watch: QualityWatch = {};
      for (let score = 0; score < REQUESTS; score++)
        if (watchQuality(watch, { ...SERIES, value: draw(random) })) alarms++;
    }
    const what = `false demotions per 10,000 scores, ${name}`;
    return atMost(what, alarms / seeds, 1, (count) => count.toFixed(2));
  });
}
