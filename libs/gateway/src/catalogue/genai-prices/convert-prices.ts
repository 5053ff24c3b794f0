import type {
  PricePeriod,
  TokenPriceKey,
  UnitPriceKey,
} from '@weighbridge/contracts/catalogue/price-list';
import type { GenaiConstraint, GenaiModel, GenaiPrices, GenaiTiers } from './genai-data.js';

const TOKEN_KEYS: Readonly<Record<string, TokenPriceKey>> = {
  input_mtok: 'input',
  output_mtok: 'output',
  cache_read_mtok: 'cache_read',
  cache_write_mtok: 'cache_write',
  cache_write_1h_mtok: 'cache_write_1h',
  input_audio_mtok: 'audio_input',
  output_audio_mtok: 'audio_output',
  cache_audio_read_mtok: 'audio_cache_read',
  input_image_mtok: 'image_input',
  output_image_mtok: 'image_output',
  cache_image_read_mtok: 'image_cache_read',
  input_video_mtok: 'video_input',
  output_video_mtok: 'video_output',
  output_reasoning_mtok: 'reasoning',
  output_citation_mtok: 'citation',
};

/** Ours is per piece; theirs per `per` pieces. */
const UNIT_KEYS: Readonly<Record<string, { key: UnitPriceKey; per: number }>> = {
  requests_kcount: { key: 'request', per: 1_000 },
  web_searches_kcount: { key: 'web_search', per: 1_000 },
  storage_searches_kcount: { key: 'storage_search', per: 1_000 },
  input_text_messages_kcount: { key: 'text_message', per: 1_000 },
  audio_hours: { key: 'audio_hour', per: 1 },
  input_audio_hours: { key: 'audio_hour', per: 1 },
  input_document_kpages: { key: 'page', per: 1_000 },
  input_annotated_document_kpages: { key: 'annotated_page', per: 1_000 },
};

const NANO_DIGITS = 9;
const ZERO_PRICE = { input: '0', output: '0' };

/**
 * The price periods of a model. genai-prices writes "free" and "not known" alike, as no price at
 * all: it counts as free only where the vendor says so in the name or in its price page.
 */
export function convertPrices(vendor: string, model: GenaiModel): PricePeriod[] {
  const entries = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  return entries.flatMap(({ prices, ...rest }) => {
    const constraint = 'constraint' in rest ? rest.constraint : undefined;
    const when = constraint ? convertConstraint(constraint) : {};
    if (Object.values(prices).some((price) => price !== undefined))
      return [{ ...when, ...convertPeriod(prices) }];
    return isFree(vendor, model.id) ? [{ ...when, tokens: ZERO_PRICE }] : [];
  });
}

/**
 * OpenAI's moderation (https://platform.openai.com/docs/models/omni-moderation-latest) and Gemma on
 * the Gemini API (https://ai.google.dev/gemini-api/docs/pricing#gemma) are free of charge;
 * OpenRouter names its free variants `:free`.
 */
function isFree(vendor: string, id: string): boolean {
  return (
    id.endsWith(':free') ||
    (vendor === 'openai' && id === 'moderation') ||
    (vendor === 'google' && id.startsWith('gemma-'))
  );
}

function convertConstraint(constraint: GenaiConstraint): Pick<PricePeriod, 'from' | 'daily'> {
  if ('start_date' in constraint) return { from: new Date(constraint.start_date).toISOString() };
  return { daily: [timeOf(constraint.start_time), timeOf(constraint.end_time)] };
}

/** @throws TypeError for a time that is not in UTC */
function timeOf(text: string): string {
  const time = /^(\d\d:\d\d:\d\d)Z$/.exec(text)?.[1];
  if (!time) throw new TypeError(`not a time of day in UTC: ${text}`);
  return time;
}

function convertPeriod(prices: GenaiPrices): Omit<PricePeriod, 'from' | 'daily'> {
  const starts = new Set<number>();
  const units: PricePeriod['units'] = {};
  for (const [name, price] of Object.entries(prices)) {
    if (isTiered(price)) for (const { start } of price.tiers) starts.add(start);
    const unit = UNIT_KEYS[name];
    if (unit && typeof price === 'number') units[unit.key] = decimalOf(price / unit.per);
  }
  const tiers = [...starts]
    .sort((one, other) => one - other)
    .map((above) => ({ above, tokens: tokensAbove(prices, above) }));
  return {
    tokens: tokensAbove(prices, 0),
    ...(Object.keys(units).length > 0 && { units }),
    ...(tiers.length > 0 && { tiers }),
  };
}

/** Prices of a request whose input is longer than that. */
function tokensAbove(prices: GenaiPrices, above: number): PricePeriod['tokens'] {
  const tokens: PricePeriod['tokens'] = {};
  for (const [name, price] of Object.entries(prices)) {
    const key = TOKEN_KEYS[name];
    if (!key || price === undefined) continue;
    tokens[key] = decimalOf(isTiered(price) ? tierAt(price, above) : price);
  }
  return tokens;
}

const isTiered = (price: number | GenaiTiers | undefined): price is GenaiTiers =>
  typeof price === 'object';

function tierAt({ base, tiers }: GenaiTiers, above: number): number {
  const passed = tiers.filter(({ start }) => start <= above && above > 0);
  return passed.sort((one, other) => one.start - other.start).at(-1)?.price ?? base;
}

/** A double as the shortest decimal that is exact in nano-USD. @throws TypeError for no price */
function decimalOf(price: number): string {
  if (!Number.isFinite(price) || price < 0) throw new TypeError(`not a price: ${price}`);
  return price.toFixed(NANO_DIGITS).replace(/\.?0+$/, '');
}
