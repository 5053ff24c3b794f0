import { BoundedMemory } from '@weighbridge/kernel/bounded-memory';
import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import { parseOutput } from './parse-output.js';
import { full, partial } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

const MAX_TOLD = 5;
/** `uniqueItems` compares every item with every other: more text is not validated. */
const MAX_OUTPUT = 256 * 1_024;
const DRAFT_07 = /draft-0[67]/;

/** Expressions of schemas run in RE2: the model's text meets no backtracking. */
const linearExpressions = Object.assign(
  (source: string) => {
    const expression = RE2JS.compile(source);
    // Ajv keeps one of all expressions with the same text.
    return { test: (text: string): boolean => expression.test(text), toString: () => source };
  },
  { code: 're2' },
);

const OPTIONS: Options = {
  allErrors: true,
  strict: false,
  validateFormats: false,
  addUsedSchema: false,
  code: { regExp: linearExpressions as unknown as NonNullable<Options['code']>['regExp'] & object },
};

const validators = new BoundedMemory<ValidateFunction>(256);

/** The output is JSON and fits a schema. */
export const jsonSchema: ScorerDefinition<'json_schema'> = {
  check({ schema }) {
    try {
      compile(schema);
      return [];
    } catch (error) {
      const message = `is not a JSON Schema that can be used: ${(error as Error).message}`;
      return [{ key: 'schema', message }];
    }
  },
  score({ schema }, { output }) {
    if (output.length > MAX_OUTPUT) return partial(0, 'the output is longer than 256 KiB');
    const parsed = parseOutput(output);
    if (!parsed.ok) return partial(0, parsed.why);
    const validate = compile(schema);
    if (validate(parsed.value)) return full('the output fits the schema');
    const faults = (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || 'the output'} ${message}`,
    );
    const further = faults.length > MAX_TOLD ? ` and ${faults.length - MAX_TOLD} more` : '';
    return partial(0, `${faults.slice(0, MAX_TOLD).join('; ')}${further}`);
  },
};

function compile(schema: Record<string, unknown> | boolean): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = validators.find(key);
  if (known) return known;
  const isOld = typeof schema === 'object' && DRAFT_07.test(String(schema.$schema));
  // One instance each: schemas of different people may have the same $id.
  const validate = (isOld ? new Ajv(OPTIONS) : new Ajv2020(OPTIONS)).compile(schema);
  validators.keep(key, validate);
  return validate;
}
