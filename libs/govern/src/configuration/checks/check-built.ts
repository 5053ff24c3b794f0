import { POLICY_KEYS } from '../built-features.js';
import type { Finding, Path } from '../reading/finding.js';
import type { CheckContext } from './check-context.js';
import { fault, notice } from './make-finding.js';

/** Keys whose feature is not built: refused where they are a policy, named where they are not. */
export function checkBuilt({ config, features, vendors }: CheckContext): Finding[] {
  return [
    ...features.unbuiltKeys.flatMap((key) =>
      findKey(config, key.split('.'), []).map((path) => explain(path)),
    ),
    ...(config.providers ?? []).flatMap(({ type }, index) =>
      checkChoice(
        vendors.map((vendor) => vendor.type),
        type,
        ['providers', index, 'type'],
      ),
    ),
    ...(config.routes ?? []).flatMap(({ strategy }, index) =>
      checkChoice(features.strategies, strategy, ['routes', index, 'strategy']),
    ),
  ];
}

function explain(path: Path): Finding {
  const key = String(path.at(-1));
  return POLICY_KEYS.includes(key)
    ? fault(path, 'is a policy this version cannot keep yet, so the file is refused')
    : notice(path, 'is accepted but not in force yet: this version does not act on it');
}

function checkChoice(built: readonly string[], choice: string, path: Path): Finding[] {
  if (built.includes(choice)) return [];
  return [notice(path, 'is not built yet: requests for it are answered 501 not_implemented')];
}

/** The paths at which a key of the form `routes.*.cache` asks for something. */
function findKey(value: unknown, steps: string[], path: Path): Path[] {
  const [step, ...rest] = steps;
  if (step === undefined) return asksForNothing(value) ? [] : [path];
  if (step === '*')
    return Array.isArray(value)
      ? value.flatMap((item, index) => findKey(item, rest, [...path, index]))
      : [];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
  return findKey((value as Record<string, unknown>)[step], rest, [...path, step]);
}

/** Empty lists and `mode: off` are kept by doing nothing. */
function asksForNothing(value: unknown): boolean {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return true;
  return typeof value === 'object' && value !== null && 'mode' in value && value.mode === 'off';
}
