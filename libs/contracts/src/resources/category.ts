import { z } from 'zod';
import { Category } from '../config/category.js';
import { Owned } from './envelope.js';
import { patchOf } from './patch-of.js';

export const CategoryCreate = Category;
export type CategoryCreate = Category;

export const CategoryPatch = patchOf(Category.omit({ name: true, workspace: true }));
export type CategoryPatch = z.infer<typeof CategoryPatch>;

export const CategoryView = z.object({
  id: z.string().describe('The name.'),
  ...Category.omit({ workspace: true }).shape,
  workspace: z.string().nullable().describe('Null: of every workspace.'),
  ...Owned.shape,
});
export type CategoryView = z.infer<typeof CategoryView>;
