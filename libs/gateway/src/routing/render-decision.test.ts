import { expect, test } from '@jest/globals';
import { planRequest } from './plan.js';
import { renderDecision, writeDecision } from './render-decision.js';
import { inputsFor, keyOf, providerRow, routeRow } from './snapshot.fixture.js';

test('the text of a decision is the decision, however often the plain one is reused', () => {
  const key = keyOf({
    providers: [providerRow('a', [{ id: 'm' }]), providerRow('b', [{ id: 'm' }])],
    routes: [routeRow('r', ['a/m', 'b/m'])],
  });
  const byDefault = { category: 'default', decidedBy: 'default' } as const;
  const byHeader = { category: 'code', decidedBy: 'header' } as const;
  const inputs = inputsFor(key, 'a/m');
  const sorted = { ...inputs, preferences: { ...inputs.preferences, sort: 'price' } } as const;
  const plans = [inputs, sorted, inputsFor(key, 'r'), inputsFor(key, 'b/m')].map(planRequest);
  for (let time = 0; time < 2; time++)
    for (const plan of plans)
      for (const category of [byDefault, byHeader])
        expect(JSON.parse(writeDecision(plan, category))).toEqual(renderDecision(plan, category));
});
