/** The filters of the request log, as the API and the address name them. */
export const FILTERS = [
  ...(['status', 'model', 'key', 'route', 'category', 'tag'] as const),
  ...(['user', 'session', 'provider', 'q'] as const),
] as const;
export type FilterName = (typeof FILTERS)[number];

/** What the list shows: the filters that are set. */
export type Filters = Partial<Record<FilterName, string>>;

/** Filters that are chosen from what there is, with how often it occurs. */
export const FACETS = ['status', 'model', 'key', 'route', 'category', 'tag', 'user'] as const;
export type Facet = (typeof FACETS)[number];

/** The filters of an address. */
export function readFilters(address: URLSearchParams): Filters {
  const set = FILTERS.map((name) => [name, address.get(name)] as const);
  return Object.fromEntries(set.filter(([, value]) => value)) as Filters;
}
