import { z } from 'zod';
import { ResourceId } from './scalars.js';

/** One condition list: every key present must hold. Expressions are RE2 over the first 4 KB of the text. */
export const CategoryRule = z.strictObject({
  header: z.record(z.string(), z.string()).optional(),
  system_matches: z.string().optional(),
  user_matches: z.string().optional(),
  ignore_case: z.boolean().optional(),
  has_tools: z.boolean().optional(),
  has_schema: z.boolean().optional(),
  modality: z.enum(['text', 'image', 'audio', 'video']).optional(),
  min_chars: z.int().min(0).optional(),
  max_chars: z.int().min(0).optional(),
});

export const Category = z.strictObject({
  name: ResourceId,
  workspace: ResourceId.optional(),
  rules: z.array(CategoryRule).optional(),
  examples: z.array(z.string()).optional(),
});
export type Category = z.infer<typeof Category>;
