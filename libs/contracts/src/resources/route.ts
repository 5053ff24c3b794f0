import { z } from 'zod';
import { Route, Strategy } from '../config/route.js';
import { Owned } from './envelope.js';
import { patchOf } from './patch-of.js';

export const RouteCreate = Route;
export type RouteCreate = Route;

export const RoutePatch = z.strictObject({
  ...patchOf(Route.omit({ id: true, workspace: true, strategy: true })).shape,
  strategy: Strategy.optional(),
});
export type RoutePatch = z.infer<typeof RoutePatch>;

export const RouteView = z.object({
  ...Route.omit({ workspace: true }).shape,
  workspace: z.string().nullable().describe('Null: every workspace may use it.'),
  ...Owned.shape,
});
export type RouteView = z.infer<typeof RouteView>;
