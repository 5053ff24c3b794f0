import { z } from 'zod';
import { ResourceId } from './scalars.js';

/** One condition list: every key present must hold. Expressions are RE2 over the first 4 KB of the text. */
export const CategoryRule = z.strictObject({
  header: z
    .record(z.string(), z.string())
    .describe('Request headers that must have exactly these values.')
    .optional(),
  system_matches: z.string().describe('RE2 expression over the system message.').optional(),
  user_matches: z.string().describe('RE2 expression over the last user message.').optional(),
  ignore_case: z.boolean().describe('Whether the expressions ignore case.').optional(),
  has_tools: z.boolean().describe('Whether the request offers tools.').optional(),
  has_schema: z.boolean().describe('Whether the request asks for a JSON schema.').optional(),
  modality: z
    .enum(['text', 'image', 'audio', 'video'])
    .describe('The richest kind of input in the request.')
    .optional(),
  min_chars: z.int().min(0).describe('Fewest characters of input.').optional(),
  max_chars: z.int().min(0).describe('Most characters of input.').optional(),
});
export type CategoryRule = z.infer<typeof CategoryRule>;

export const Category = z.strictObject({
  name: ResourceId.describe('The name routes and reports use.'),
  workspace: ResourceId.describe('Confines the category to this workspace.').optional(),
  rules: z
    .array(CategoryRule)
    .describe('A request belongs here when any one of these rules holds.')
    .optional(),
  templates: z
    .array(z.string().min(1).max(1_000_000))
    .describe('Whole system prompts: a request with exactly this one belongs here.')
    .optional(),
  examples: z
    .array(z.string())
    .describe('Typical prompts, for the classifier when no rule decides.')
    .optional(),
});
export type Category = z.infer<typeof Category>;
