import { z } from 'zod';
import { TOKEN_PRICE_KEYS, UNIT_PRICE_KEYS } from '../catalogue/price-list.js';
import { Capability, ProviderModel } from '../config/provider.js';
import { ResourceId } from '../config/scalars.js';
import { ListQuery } from './envelope.js';
import { patchOf } from './patch-of.js';

const Usd = z.string();
const TokenPricesView = z
  .partialRecord(z.enum(TOKEN_PRICE_KEYS), Usd)
  .describe('USD per million tokens, as decimal strings.');
export type TokenPricesView = z.infer<typeof TokenPricesView>;

/** What a model costs at this moment. */
export const ModelPriceView = z.object({
  input: Usd.describe('USD per million tokens.'),
  output: Usd,
  ...Object.fromEntries(
    TOKEN_PRICE_KEYS.filter((key) => key !== 'input' && key !== 'output').map((key) => [
      key,
      Usd.optional(),
    ]),
  ),
  units: z
    .partialRecord(z.enum(UNIT_PRICE_KEYS), Usd)
    .optional()
    .describe('USD for one of what is sold by the piece.'),
  tiers: z
    .array(z.object({ above: z.int(), tokens: TokenPricesView }))
    .optional()
    .describe('What the whole request costs once its input is longer than so many tokens.'),
  batch: TokenPricesView.optional().describe('In a batch, where the vendor offers them.'),
});
export type ModelPriceView = z.infer<typeof ModelPriceView>;

/** What is known of a model; null is unknown, never zero and never unlimited. */
export const ModelFactsView = z.object({
  price: ModelPriceView.nullable(),
  price_source: z
    .enum(['operator', 'catalogue'])
    .nullable()
    .describe('`operator`: the configuration, which wins; `catalogue`: the price list.'),
  price_date: z.string().nullable().describe('The date the price list is as of.'),
  context: z.int().nullable().describe('Tokens of input and output together.'),
  max_output: z.int().nullable().describe('Most tokens of one answer.'),
  capabilities: z.array(Capability).nullable(),
  flags: z.array(z.string()).describe('`unknown_price`: its requests cannot be priced.'),
});
export type ModelFactsView = z.infer<typeof ModelFactsView>;

/** A model that a provider offers, or one of the catalogue that no provider offers yet. */
export const ModelView = ModelFactsView.extend({
  id: z.string().describe('What callers may put into "model".'),
  provider: z.string(),
  model: z.string().describe("The upstream's name."),
  workspace: z.string().nullable(),
  available: z.boolean().describe('Whether there is a provider to call it at.'),
});
export type ModelView = z.infer<typeof ModelView>;

/** Query of the models: those that providers offer come first. */
export const ModelQuery = ListQuery.extend({
  q: z.string().min(1).max(200).optional().describe('A part of the id, in any case.'),
  provider: z.string().min(1).max(64).optional().describe('Only of this provider.'),
  capability: Capability.optional().describe('Only those known to have it.'),
  available: z
    .enum(['true', 'false'])
    .optional()
    .describe('`true`: only what a provider offers; `false`: only the rest of the catalogue.'),
});
export type ModelQuery = z.infer<typeof ModelQuery>;

/** A model to add to those that a provider declares. */
export const ModelCreate = z.strictObject({
  provider: ResourceId.describe('The provider that offers it.'),
  model: ProviderModel.shape.id,
  ...ProviderModel.omit({ id: true }).shape,
});
export type ModelCreate = z.infer<typeof ModelCreate>;

export const ModelPatch = patchOf(ProviderModel.omit({ id: true }));
export type ModelPatch = z.infer<typeof ModelPatch>;
