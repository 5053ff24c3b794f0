import type { Category } from '@weighbridge/contracts/config/category';

/** A category as one workspace has it, its own or one of all workspaces. */
export type CategoryConfig = Omit<Category, 'workspace'>;
