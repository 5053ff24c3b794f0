import { describe, expect, test } from '@jest/globals';
import { BudgetTerms } from '@weighbridge/contracts/config/budget';
import { Category } from '@weighbridge/contracts/config/category';
import { Provider } from '@weighbridge/contracts/config/provider';
import { Key } from '@weighbridge/contracts/config/workspace';
import { checkInput, describeInput } from '@weighbridge/contracts/forms/describe-input';
import { PlanQuestion } from '@weighbridge/contracts/resources/routing-plan';
import { describeFields } from './describe-fields.js';
import { changesBetween, fromForm, toForm } from './form-values.js';

const KEY = describeFields(describeInput(Key));
const PROVIDER = describeFields(describeInput(Provider));
const CATEGORY = describeFields(describeInput(Category));
const find = (fields: typeof KEY, name: string) => fields.find((field) => field.name === name);

describe('the fields of a schema', () => {
  test.each([
    ['an enumeration is a choice', find(PROVIDER, 'type'), { kind: 'choice', required: true }],
    ['a secret is hidden', find(PROVIDER, 'api_key'), { kind: 'secret', label: 'API key' }],
    ['an object is a group', find(PROVIDER, 'limits'), { kind: 'group' }],
    ['texts by name are pairs', find(PROVIDER, 'headers'), { kind: 'pairs' }],
    ['a list of texts is one', find(KEY, 'allowed_models'), { kind: 'texts', required: false }],
    ['a list of objects has rows', find(PROVIDER, 'models'), { kind: 'rows' }],
    ['a moment is one', find(KEY, 'expires_at'), { kind: 'moment' }],
    ['yes or no is a switch', find(PROVIDER, 'zdr'), { kind: 'flag' }],
  ])('%s', (_name, field, expected) => {
    expect(field).toMatchObject(expected);
    expect(field?.about).not.toBe('');
  });

  test('every field of the contracts has a control of its own, none is left as raw JSON', () => {
    const kinds = [...KEY, ...PROVIDER, ...CATEGORY].map(({ kind }) => kind);
    expect(kinds).not.toContain('json');
  });

  test('a field with a default may be left empty', () => {
    const fields = describeFields(describeInput(BudgetTerms));
    expect(fields.map(({ name, required }) => [name, required])).toEqual([
      ['limit', true],
      ['period', true],
      ['mode', false],
    ]);
  });

  test('nothing is required of a group that may stay empty', () => {
    const budget = find(KEY, 'budget');
    const fields = budget?.kind === 'group' ? budget.fields : [];
    expect(fields.map(({ required }) => required)).toEqual([false, false, false]);
  });

  test('objects told apart by a constant are variants, anything else is JSON', () => {
    const variant = (kind: string, name: string) => ({
      properties: { kind: { const: kind }, [name]: { type: 'string' } },
    });
    const schema = { properties: { scorer: { oneOf: [variant('a', 'x'), variant('b', 'y')] } } };
    expect(describeFields(schema)[0]).toMatchObject({
      ...{ kind: 'variants', by: 'kind' },
      variants: { a: [{ name: 'x' }], b: [{ name: 'y' }] },
    });
    const body = describeFields(describeInput(PlanQuestion)).find(({ name }) => name === 'body');
    expect(body).toMatchObject({ kind: 'json' });
  });
});

describe('what stands in a form', () => {
  test('comes back as it was given', () => {
    const given = {
      id: 'main',
      type: 'openai',
      zdr: true,
      headers: { 'x-a': '1' },
      limits: { rpm: 5 },
      models: [{ id: 'm', price: { input: '1' }, capabilities: ['tools'] }],
    };
    expect(fromForm(PROVIDER, toForm(PROVIDER, given))).toEqual(given);
  });

  test('in rows, no and nothing said are two things', () => {
    const given = { name: 'code', rules: [{ has_tools: false }, { has_schema: true }] };
    expect(fromForm(CATEGORY, toForm(CATEGORY, given))).toEqual(given);
  });

  test('empty is left out, and the schema says what is missing', () => {
    const given = fromForm(KEY, toForm(KEY, {}));
    expect(given).toEqual({});
    expect(checkInput(Key, given)).toEqual([{ path: 'name', message: expect.any(String) }]);
    expect(checkInput(Key, { name: 'a', limits: { rpm: 0 } })).toMatchObject([
      { path: 'limits.rpm' },
    ]);
  });

  test('a change names what differs and clears what is gone', () => {
    expect(changesBetween({ a: 1, b: { c: 1 }, d: 'x' }, { a: 1, b: { c: 2 } })).toEqual({
      b: { c: 2 },
      d: null,
    });
  });
});
