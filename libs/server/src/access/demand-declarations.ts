import { Inject, Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { DECLARED_ACCESS, type DeclaredAccess } from './requires-permission.js';

/** A route as the framework sees it. */
export interface DeclaredRoute {
  method: string;
  path: string;
  access: DeclaredAccess | undefined;
}

/** Keeps the process from starting with a route that says nothing about who may call it. */
@Injectable()
export class DemandDeclarations implements OnModuleInit {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  /** @throws Error naming every route without a declaration. */
  onModuleInit(): void {
    const undeclared = this.routes().filter(({ access }) => access === undefined);
    if (undeclared.length === 0) return;
    const names = undeclared.map(({ method, path }) => `${method} ${path}`).join(', ');
    throw new Error(`routes without @RequiresPermission or @Public: ${names}`);
  }

  /** Every route of every controller. */
  routes(): DeclaredRoute[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (!metatype) return [];
      const prototype = metatype.prototype as Record<string, object>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name]!;
        const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
        if (typeof method !== 'number') return [];
        const access = this.reflector.getAllAndOverride<DeclaredAccess | undefined>(
          DECLARED_ACCESS,
          [handler as () => void, metatype as () => void],
        );
        return pathsOf(metatype).flatMap((base) =>
          pathsOf(handler).map((path) => ({
            method: RequestMethod[method]!,
            path: `/${base}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
            access,
          })),
        );
      });
    });
  }
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return Array.isArray(path) ? path : [path ?? ''];
}
