import type {
  NameRule,
  PricedModel,
  VendorPrices,
} from '@weighbridge/contracts/catalogue/price-list';

/** The models of one vendor, to be found by name. */
export interface VendorIndex {
  readonly vendor: VendorPrices;
  /** Names to call each model by, without those on their way out and without mere prefixes of names. */
  readonly modelIds: readonly string[];
  /** The first model in the list's order that is sold under this name. */
  find(name: string): PricedModel | null;
}

/** Prepares a vendor's models to be found: most names are one look-up, the rest a few rules. */
export function indexVendor(vendor: VendorPrices): VendorIndex {
  const { models } = vendor;
  const byName = new Map<string, number>();
  const ruled: { place: number; rules: Matcher[] }[] = [];
  for (const [place, { names, rules }] of models.entries()) {
    for (const name of names ?? []) if (!byName.has(name)) byName.set(name, place);
    if (rules) ruled.push({ place, rules: rules.map(compileRule) });
  }
  const find = (name: string): PricedModel | null => {
    const lower = name.toLowerCase();
    const exact = byName.get(lower) ?? models.length;
    for (const { place, rules } of ruled) {
      if (place > exact) break;
      if (rules.some((matches) => matches(lower, name))) return models[place]!;
    }
    return models[exact] ?? null;
  };
  return {
    vendor,
    modelIds: models.flatMap((model) => (model.deprecated ? [] : callableName(model, find))),
    find,
  };
}

/** What fine-tuned models share is priced under the beginning of their names, which none of them has. */
const isPrefix = (name: string): boolean => /[-.:]$/.test(name);

/** A model's id may be a family's; then one of its names is what the vendor knows. */
function callableName(model: PricedModel, find: VendorIndex['find']): string[] {
  const name = find(model.id) === model ? model.id : model.names?.[0];
  return name === undefined || isPrefix(name) ? [] : [name];
}

type Matcher = (lower: string, name: string) => boolean;

function compileRule(rule: NameRule): Matcher {
  if ('equals' in rule) return (lower) => lower === rule.equals;
  if ('starts' in rule) return (lower) => lower.startsWith(rule.starts);
  if ('ends' in rule) return (lower) => lower.endsWith(rule.ends);
  if ('contains' in rule) return (lower) => lower.includes(rule.contains);
  if ('matches' in rule) {
    const expression = new RegExp(rule.matches);
    return (_lower, name) => expression.test(name);
  }
  const all = rule.all.map(compileRule);
  return (lower, name) => all.every((matches) => matches(lower, name));
}
