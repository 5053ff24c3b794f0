import type { Json, JsonObject } from '../../dialects/json/json.js';
import { isObject } from '../../dialects/openai-chat/read-chat-call.js';
import { pick, type Random } from './seeded-random.js';

/** Recursive schemas end here: only what is required is filled in below this depth. */
const MAX_DEPTH = 6;

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
  ipv4: '192.0.2.1',
};

/**
 * Makes a value that satisfies a JSON Schema: types, enumerations, properties, items, unions,
 * local references, bounds and common formats. `pattern` is not honoured.
 * @param hint text for strings that the schema leaves open
 */
export function makeSchemaInstance(schema: JsonObject, random: Random, hint: string): Json {
  return make(schema, { root: schema, random, hint }, 0);
}

interface Context {
  root: JsonObject;
  random: Random;
  hint: string;
}

function make(schema: Json | undefined, context: Context, depth: number): Json {
  if (!isObject(schema)) return context.hint;
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length > 0)
    return pick(context.random, schema.enum);
  if (typeof schema.$ref === 'string')
    return make(resolve(schema.$ref, context.root), context, depth + 1);
  const union = [schema.anyOf, schema.oneOf].find((options) => Array.isArray(options)) as
    | Json[]
    | undefined;
  if (union && union.length > 0) {
    // Below the limit the last option ends a recursive union: it is `null` by convention.
    return make(depth >= MAX_DEPTH ? union.at(-1) : union[0], context, depth + 1);
  }
  if (Array.isArray(schema.allOf)) return make(merge(schema), context, depth + 1);
  return makeOfType(typeOf(schema), schema, context, depth);
}

function makeOfType(type: string, schema: JsonObject, context: Context, depth: number): Json {
  switch (type) {
    case 'object':
      return makeObject(schema, context, depth);
    case 'array':
      return Array.from({ length: itemCount(schema, depth) }, () =>
        make(schema.items, context, depth + 1),
      );
    case 'integer':
    case 'number':
      return makeNumber(schema, type === 'integer', context.random);
    case 'boolean':
      return context.random() < 0.5;
    case 'null':
      return null;
    default:
      return makeText(schema, context.hint);
  }
}

function typeOf(schema: JsonObject): string {
  if (typeof schema.type === 'string') return schema.type;
  if (Array.isArray(schema.type))
    return String(schema.type.find((type) => type !== 'null') ?? 'null');
  if (isObject(schema.properties)) return 'object';
  return schema.items === undefined ? 'string' : 'array';
}

function makeObject(schema: JsonObject, context: Context, depth: number): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const made: JsonObject = {};
  for (const name of Object.keys(properties))
    if (depth < MAX_DEPTH || required.includes(name))
      made[name] = make(properties[name], context, depth + 1);
  return made;
}

function itemCount(schema: JsonObject, depth: number): number {
  const least = numberOf(schema.minItems, 0);
  if (depth >= MAX_DEPTH) return least;
  return Math.min(Math.max(least, 1), numberOf(schema.maxItems, Number.MAX_SAFE_INTEGER));
}

function makeNumber(schema: JsonObject, isInteger: boolean, random: Random): number {
  const step = numberOf(schema.multipleOf, isInteger ? 1 : 0.5);
  const bound = (inclusive: Json | undefined, exclusive: Json | undefined, direction: 1 | -1) =>
    typeof exclusive === 'number'
      ? exclusive + direction * step
      : typeof inclusive === 'number'
        ? inclusive
        : null;
  const given = bound(schema.minimum, schema.exclusiveMinimum, 1);
  const high = bound(schema.maximum, schema.exclusiveMaximum, -1);
  const low = given ?? (high === null ? 1 : Math.min(1, high));
  const top = high ?? low + 99 * step;
  const first = Math.ceil(low / step);
  const last = Math.max(first, Math.floor(top / step));
  return (first + Math.floor(random() * (last - first + 1))) * step;
}

function makeText(schema: JsonObject, hint: string): string {
  if (typeof schema.format === 'string' && FORMATS[schema.format]) return FORMATS[schema.format]!;
  const padded = hint.padEnd(Math.min(numberOf(schema.minLength, 0), 10_000), '.');
  return padded.slice(0, numberOf(schema.maxLength, padded.length));
}

function numberOf(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** Follows `#/a/b`; anything else is left open. */
function resolve(reference: string, root: JsonObject): Json | undefined {
  let found: Json | undefined = root;
  for (const part of reference.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}

function merge({ allOf, ...rest }: JsonObject): JsonObject {
  const merged: JsonObject = rest;
  for (const part of allOf as Json[]) {
    if (!isObject(part)) continue;
    const properties = { ...(merged.properties as JsonObject), ...(part.properties as JsonObject) };
    Object.assign(merged, part, Object.keys(properties).length > 0 ? { properties } : {});
  }
  return merged;
}
