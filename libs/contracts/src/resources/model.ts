import { z } from 'zod';
import { ProviderModel } from '../config/provider.js';

/** A model that a provider offers; `id` is what callers may put into "model". */
export const ModelView = z.object({
  ...ProviderModel.omit({ id: true }).shape,
  id: z.string(),
  provider: z.string(),
  model: z.string(),
  workspace: z.string().nullable(),
});
export type ModelView = z.infer<typeof ModelView>;
