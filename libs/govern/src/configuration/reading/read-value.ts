import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Finding, Path } from './finding.js';
import { interpolate, type Variables } from './interpolate.js';
import { Places } from './places.js';

/** Far above any real file: what a few lines of nested aliases may unfold to is bounded by it. */
const MAX_VALUES = 200_000;
const MAX_DEPTH = 64;
/** What the database keeps in no text, and why a text may not hold it. */
const UNSTORABLE: readonly [character: RegExp, message: string][] = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the character is what is looked for.
  [/\0/, 'must not hold the character U+0000'],
  [/\p{Surrogate}/u, 'must not hold half of a surrogate pair'],
];
const DEFINED_TWICE = 'this key is already defined above';

export interface ReadValue {
  value: unknown;
  places: Places;
  findings: Finding[];
  /** Texts that came from the environment, by what they hold: never shown. */
  fromEnvironment: Map<string, string>;
}

interface Reading extends ReadValue {
  /** Anchors met so far: in YAML an alias stands after its anchor. */
  anchors: Map<string, Node>;
  variables: Variables;
  count: number;
  refused: boolean;
}

/** Turns a syntax tree into plain values, with `${NAME}` replaced and the place of each value kept. */
export function readValue(document: Document, variables: Variables): ReadValue {
  const reading: Reading = {
    value: undefined,
    places: new Places(),
    findings: [],
    fromEnvironment: new Map(),
    anchors: new Map(),
    variables,
    count: 0,
    refused: false,
  };
  reading.value = readNode(reading, document.contents, [], 0);
  return reading;
}

function readNode(reading: Reading, node: unknown, path: Path, keyOffset: number): unknown {
  const offset = offsetOf(node) ?? keyOffset;
  reading.places.set(path, { key: keyOffset, value: offset });
  if (isNode(node) && !isAlias(node) && node.anchor) reading.anchors.set(node.anchor, node);
  const target = isAlias(node) ? reading.anchors.get(node.source) : node;
  if (isAlias(node) && !target) return refuse(reading, path, 'no anchor of this name stands above');
  if (reading.refused || ++reading.count > MAX_VALUES || path.length > MAX_DEPTH) {
    if (!reading.refused) refuse(reading, path, 'too many or too deeply nested values');
    reading.refused = true;
    return new Unread();
  }
  if (isMap(target)) return readMap(reading, target, path);
  if (isSeq(target))
    return target.items.map((item, index) =>
      readNode(reading, item, [...path, index], offsetOf(item) ?? offset),
    );
  if (isScalar(target)) return readScalar(reading, target.value, path);
  return null;
}

function readScalar(reading: Reading, value: unknown, path: Path): unknown {
  if (typeof value === 'string') {
    const { text, used, faults } = interpolate(value, reading.variables);
    for (const fault of faults) refuse(reading, path, fault);
    for (const { name, value: secret } of used) reading.fromEnvironment.set(secret, name);
    if (used.length > 0) reading.fromEnvironment.set(text, used[0]!.name);
    if (faults.length > 0) return new Unread();
    const unstorable = whyUnstorable(text);
    return unstorable === undefined ? text : refuse(reading, path, unstorable);
  }
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return refuse(reading, path, 'only text, numbers, booleans, lists and mappings are supported');
}

function readMap(reading: Reading, map: YAMLMap, path: Path): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const merged: Pair[] = [];
  for (const pair of map.items) {
    const key = keyOf(pair);
    const keyOffset = offsetOf(pair.key) ?? reading.places.nearest(path).value;
    const unstorable = key === undefined ? undefined : whyUnstorable(key);
    if (key === '<<') merged.push(pair);
    else if (key === undefined) refuse(reading, path, 'a key must be plain text');
    else if (unstorable !== undefined) refuse(reading, path, unstorable, keyOffset);
    else if (key === '__proto__') {
      reading.places.set([...path, key], { key: keyOffset, value: keyOffset });
      refuse(reading, [...path, key], 'unknown key');
    } else if (Object.hasOwn(value, key)) {
      const twice = [...path, key];
      reading.findings.push({
        severity: 'error',
        path: twice,
        message: DEFINED_TWICE,
        offset: keyOffset,
      });
    } else value[key] = readNode(reading, pair.value, [...path, key], keyOffset);
  }
  for (const pair of merged) mergeInto(reading, value, pair, path);
  return value;
}

/** `<<: *anchor` or `<<: [*a, *b]`: keys that are already there win, then the earlier mapping. */
function mergeInto(reading: Reading, value: Record<string, unknown>, pair: Pair, path: Path): void {
  const sources = isSeq(pair.value) ? pair.value.items : [pair.value];
  for (const source of sources) {
    const map = isAlias(source) ? reading.anchors.get(source.source) : source;
    if (!isMap(map)) {
      refuse(reading, path, '<< merges mappings only, such as <<: *defaults');
      continue;
    }
    for (const item of map.items) {
      const key = keyOf(item);
      if (key === undefined || key === '__proto__' || Object.hasOwn(value, key)) continue;
      const offset = offsetOf(item.key) ?? 0;
      const unstorable = whyUnstorable(key);
      if (unstorable !== undefined) refuse(reading, path, unstorable, offset);
      else value[key] = readNode(reading, item.value, [...path, key], offset);
    }
  }
}

/** @param offset the place where it is not that of the path */
function refuse(reading: Reading, path: Path, message: string, offset?: number): Unread {
  reading.findings.push({ severity: 'error', path, message, offset });
  return new Unread();
}

const whyUnstorable = (text: string): string | undefined =>
  UNSTORABLE.find(([character]) => character.test(text))?.[1];

const keyOf = (pair: Pair): string | undefined =>
  isScalar(pair.key) ? String(pair.key.value) : undefined;

function offsetOf(node: unknown): number | undefined {
  const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
  return range?.[0];
}

/** Stands for a value that could not be read: already reported, so not judged again. */
export class Unread {}
