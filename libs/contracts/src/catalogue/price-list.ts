import { z } from 'zod';
import { UsdAmount } from '../config/scalars.js';

/** What is sold by the million tokens. The names are those of `models[].price` in the configuration. */
export const TOKEN_PRICE_KEYS = [
  'input',
  'output',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'audio_input',
  'audio_output',
  'audio_cache_read',
  'image_input',
  'image_output',
  'image_cache_read',
  'video_input',
  'video_output',
  'reasoning',
  'citation',
] as const;
export type TokenPriceKey = (typeof TOKEN_PRICE_KEYS)[number];

/** What is sold by the piece: one request, one search, one hour of audio, one page, one message. */
export const UNIT_PRICE_KEYS = [
  'request',
  'web_search',
  'storage_search',
  'audio_hour',
  'page',
  'annotated_page',
  'text_message',
] as const;
export type UnitPriceKey = (typeof UNIT_PRICE_KEYS)[number];

const tokenPrices = z.partialRecord(z.enum(TOKEN_PRICE_KEYS), UsdAmount);
const unitPrices = z.partialRecord(z.enum(UNIT_PRICE_KEYS), UsdAmount);

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/);

/** The prices of a model from a date on, or at a time of each day, in UTC. Later ones win. */
export const PricePeriod = z.strictObject({
  from: z.iso.datetime().optional(),
  daily: z.tuple([TimeOfDay, TimeOfDay]).optional(),
  /** USD per million tokens. */
  tokens: tokenPrices,
  /** USD each. */
  units: unitPrices.optional(),
  /** What replaces `tokens` for the whole request once its input is longer than this; ascending. */
  tiers: z.array(z.strictObject({ above: z.int().min(1), tokens: tokenPrices })).optional(),
});
export type PricePeriod = z.infer<typeof PricePeriod>;

/** How a vendor's model names are recognised: one of these must hold. */
export const NameRule: z.ZodType<NameRule> = z.lazy(() =>
  z.union([
    z.strictObject({ starts: z.string().min(1) }),
    z.strictObject({ ends: z.string().min(1) }),
    z.strictObject({ contains: z.string().min(1) }),
    z.strictObject({ equals: z.string().min(1) }),
    z.strictObject({ matches: z.string().min(1).max(200) }),
    z.strictObject({ all: z.array(NameRule).min(1).max(10) }),
  ]),
);
export type NameRule =
  | { starts: string }
  | { ends: string }
  | { contains: string }
  | { equals: string }
  | { matches: string }
  | { all: NameRule[] };

/** One model of a vendor. Without periods its price is not known. */
export const PricedModel = z.strictObject({
  id: z.string().min(1).max(200),
  /** Other names it is sold under, in lower case. */
  names: z.array(z.string().min(1).max(200)).optional(),
  rules: z.array(NameRule).optional(),
  /** Tokens of input and output together. */
  context: z.int().min(1).optional(),
  deprecated: z.literal(true).optional(),
  prices: z.array(PricePeriod),
});
export type PricedModel = z.infer<typeof PricedModel>;

export const VendorPrices = z.strictObject({
  id: z.string().regex(/^[a-z0-9_-]{1,64}$/),
  /** A regular expression that the addresses of its API match from the start. */
  api: z.string().max(500),
  /** Vendors whose models it resells at their prices. */
  fallback: z.array(z.string()).optional(),
  models: z.array(PricedModel),
});
export type VendorPrices = z.infer<typeof VendorPrices>;

/** Prices of many vendors as of one date. */
export const PriceList = z.strictObject({
  /** Where it came from, for people: `@pydantic/genai-prices 0.1.8`. */
  source: z.string().min(1).max(500),
  date: z.iso.date(),
  vendors: z.array(VendorPrices).min(1),
});
export type PriceList = z.infer<typeof PriceList>;
