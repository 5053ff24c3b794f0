import { z } from 'zod';
import { Provider, ProviderType } from '../config/provider.js';
import { Owned } from './envelope.js';
import { patchOf } from './patch-of.js';

export const ProviderCreate = Provider;
export type ProviderCreate = Provider;

export const ProviderPatch = z.strictObject({
  ...patchOf(Provider.omit({ id: true, workspace: true, type: true })).shape,
  type: ProviderType.optional(),
});
export type ProviderPatch = z.infer<typeof ProviderPatch>;

/** `api_key`, `api_keys` and the values of `headers` are write-only. */
export const ProviderView = z.object({
  ...Provider.omit({ api_key: true, api_keys: true, headers: true, workspace: true }).shape,
  workspace: z.string().nullable().describe('Null: every workspace may use it.'),
  api_key_count: z.int(),
  header_names: z.array(z.string()),
  ...Owned.shape,
});
export type ProviderView = z.infer<typeof ProviderView>;
