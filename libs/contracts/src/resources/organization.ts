import { z } from 'zod';
import { ResourceId } from '../config/scalars.js';
import { Owned } from './envelope.js';

const Name = z.string().min(1).max(200);

export const OrganizationCreate = z.strictObject({ id: ResourceId, name: Name.optional() });
export type OrganizationCreate = z.infer<typeof OrganizationCreate>;

export const OrganizationPatch = z.strictObject({ name: Name.optional() });
export type OrganizationPatch = z.infer<typeof OrganizationPatch>;

export const OrganizationView = z.object({ id: z.string(), name: z.string(), ...Owned.shape });
export type OrganizationView = z.infer<typeof OrganizationView>;
