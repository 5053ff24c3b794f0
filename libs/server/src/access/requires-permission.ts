import type { Permission } from '@weighbridge/govern/access/permissions';
import { SetMetadata } from '@nestjs/common';

export const DECLARED_ACCESS = 'weighbridge:access';

/** What a route declares about who may call it. */
export type DeclaredAccess = { permission: Permission } | { publicBecause: string };

/** The route is for those who hold this permission somewhere; where exactly is the service's to say. */
export const RequiresPermission = (permission: Permission) =>
  SetMetadata(DECLARED_ACCESS, { permission } satisfies DeclaredAccess);

/** The route is for everyone, for the reason given. */
export const Public = (publicBecause: string) =>
  SetMetadata(DECLARED_ACCESS, { publicBecause } satisfies DeclaredAccess);
