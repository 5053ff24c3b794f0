import type { FormField, FormValue, FormValues } from './field.js';

type Given = Record<string, unknown>;

/** What stands in the controls at first: what is given, else nothing. */
export function toForm(fields: readonly FormField[], given: Given): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field, given[field.name])]));
}

function valueOf(field: FormField, given: unknown): FormValue {
  switch (field.kind) {
    case 'flag':
      return given === true;
    case 'answer':
      return given === undefined || given === null ? '' : given ? 'yes' : 'no';
    case 'texts':
    case 'choices':
      return typeof given === 'string' ? [given] : ((given ?? []) as unknown[]).map(String);
    case 'pairs':
      return Object.entries((given ?? {}) as Given).map(([name, value]) => ({
        name,
        value: String(value),
      }));
    case 'group':
      return toForm(field.fields, (given ?? {}) as Given);
    case 'rows':
      return ((given ?? []) as Given[]).map((row) => toForm(field.fields, row));
    case 'variants': {
      const object = (given ?? {}) as Given;
      const variant = String(object[field.by] ?? '');
      return { ...toForm(field.variants[variant] ?? [], object), [field.by]: variant };
    }
    case 'json':
      return given === undefined || given === null ? '' : JSON.stringify(given, null, 2);
    default:
      return given === undefined || given === null ? '' : (given as string | number);
  }
}

/** What the controls say, as the API takes it: what stands empty is left out. */
export function fromForm(fields: readonly FormField[], values: FormValues): Given {
  const given: Given = {};
  for (const field of fields) {
    const value = givenBy(field, values[field.name] ?? '');
    if (value !== undefined) given[field.name] = value;
  }
  return given;
}

function givenBy(field: FormField, value: FormValue): unknown {
  switch (field.kind) {
    case 'flag':
      return value === true ? true : undefined;
    case 'answer':
      return value === '' ? undefined : value === 'yes';
    case 'texts':
    case 'choices':
      return unlessEmpty(value as string[]);
    case 'pairs': {
      const pairs = (value as FormValues[]).filter(({ name }) => name !== '');
      if (pairs.length === 0) return undefined;
      return Object.fromEntries(pairs.map(({ name, value: text }) => [name, text]));
    }
    case 'group': {
      const group = fromForm(field.fields, value as FormValues);
      return Object.keys(group).length === 0 ? undefined : group;
    }
    case 'rows':
      return unlessEmpty((value as FormValues[]).map((row) => fromForm(field.fields, row)));
    case 'variants': {
      const values = value as FormValues;
      const variant = String(values[field.by]);
      if (variant === '') return undefined;
      return { [field.by]: variant, ...fromForm(field.variants[variant] ?? [], values) };
    }
    case 'json':
      return readJson(String(value));
    case 'text':
      return String(value).trim() === '' ? undefined : String(value).trim();
    default:
      return value === '' ? undefined : value;
  }
}

const unlessEmpty = <Item>(list: Item[]): Item[] | undefined =>
  list.length === 0 ? undefined : list;

/** Text that is no JSON goes on as text, so that the schema names the field. */
function readJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What to send to turn one into the other: fields that differ, null for those that are gone. */
export function changesBetween(before: Given, after: Given): Given {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names]
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, after[name] ?? null]),
  );
}
