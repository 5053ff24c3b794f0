import type { JsonSchema } from '@weighbridge/contracts/forms/describe-input';
import type { Control, FormField } from './field.js';
import { labelOf } from './label-of.js';

const SECRETS = new Set(['api_key', 'api_keys', 'password', 'key']);

/** The fields of an object's schema, in its order. */
export function describeFields(schema: JsonSchema, inRow = false): FormField[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { schema: bare, about } = withoutNull(property);
    const needed = required.has(name) && bare.default === undefined;
    const control = controlOf(name, bare, inRow);
    return {
      name,
      label: labelOf(name),
      about,
      required: needed,
      ...unlessNeeded(control, needed),
    };
  });
}

/** Of a group that may stay empty nothing is required. */
function unlessNeeded(control: Control, needed: boolean): Control {
  if (control.kind !== 'group' || needed) return control;
  return { ...control, fields: control.fields.map((field) => ({ ...field, required: false })) };
}

function withoutNull(schema: JsonSchema): { schema: JsonSchema; about: string } {
  const parts = schema.anyOf?.filter(({ type }) => type !== 'null');
  const only = parts?.length === 1 ? parts[0]! : schema;
  return { schema: only, about: schema.description ?? only.description ?? '' };
}

function controlOf(name: string, schema: JsonSchema, inRow: boolean): Control {
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants) return variantsOf(variants) ?? mixedOf(variants);
  if (schema.enum) return { kind: 'choice', options: schema.enum.map(String) };
  switch (schema.type) {
    case 'string':
      if (schema.format === 'date-time') return { kind: 'moment' };
      return { kind: SECRETS.has(name) ? 'secret' : 'text' };
    case 'number':
    case 'integer':
      return {
        ...{ kind: 'number', least: schema.minimum, most: schema.maximum },
        whole: schema.type === 'integer',
      };
    // In a row, no and nothing said are two conditions; elsewhere they are the same.
    case 'boolean':
      return { kind: inRow ? 'answer' : 'flag' };
    case 'array':
      return listOf(schema.items ?? {});
    case 'object':
      return objectOf(schema);
    default:
      return { kind: 'json' };
  }
}

function listOf(items: JsonSchema): Control {
  if (items.enum) return { kind: 'choices', options: items.enum.map(String) };
  if (items.properties) return { kind: 'rows', fields: describeFields(items, true) };
  return items.type === 'string' ? { kind: 'texts' } : { kind: 'json' };
}

function objectOf(schema: JsonSchema): Control {
  if (schema.properties) return { kind: 'group', fields: describeFields(schema) };
  const values = schema.additionalProperties;
  return typeof values === 'object' && values.type === 'string'
    ? { kind: 'pairs' }
    : { kind: 'json' };
}

/** One text or several is a list of texts. */
const mixedOf = (parts: JsonSchema[]): Control =>
  parts.every(({ type, items }) => type === 'string' || items?.type === 'string')
    ? { kind: 'texts' }
    : { kind: 'json' };

/** Objects that one constant field tells apart; null: something else. */
function variantsOf(variants: JsonSchema[]): Control | null {
  const by = Object.keys(variants[0]?.properties ?? {}).find((name) =>
    variants.every(({ properties }) => properties?.[name]?.const !== undefined),
  );
  if (by === undefined) return null;
  const named = variants.map((variant) => [
    String(variant.properties?.[by]?.const),
    describeFields(variant).filter(({ name }) => name !== by),
  ]);
  return { kind: 'variants', by, variants: Object.fromEntries(named) };
}
