import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { holdsSomewhere } from '@weighbridge/govern/access/authorize';
import { INSTANCE_OWNER, type Principal } from '@weighbridge/govern/access/principal';
import { recordDenied } from '@weighbridge/govern/audit-log/record-denied';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ACCESS_DEPENDENCIES, type AccessDependencies } from './access-dependencies.js';
import { rememberPrincipal } from './current-caller.js';
import { isSameText, readBearer, readSessionCookie } from './read-credentials.js';
import { DECLARED_ACCESS, type DeclaredAccess } from './requires-permission.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets nobody through who is not known to hold the declared permission. A guard, not middleware:
 * middleware has been bypassed by encoded paths and by HEAD, guards run with the handler.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(ACCESS_DEPENDENCIES) private readonly dependencies: AccessDependencies,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const declared = this.reflector.getAllAndOverride<DeclaredAccess | undefined>(DECLARED_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!declared) throw new ApiError('forbidden', 'this route declares no permission');
    demandOwnOrigin(request);
    if ('publicBecause' in declared) return true;
    const principal = await this.authenticate(request);
    if (!holdsSomewhere(principal, declared.permission)) {
      await this.refuse(request, principal, declared.permission);
    }
    rememberPrincipal(request, principal);
    return true;
  }

  private async authenticate(request: FastifyRequest): Promise<Principal> {
    const bearer = readBearer(request.headers.authorization);
    if (bearer !== null) {
      if (isSameText(bearer, this.dependencies.adminToken)) return INSTANCE_OWNER;
      const message = 'this is not the admin token; API keys do not open /api/v1';
      throw new ApiError('invalid_api_key', message);
    }
    const secret = readSessionCookie(request.headers.cookie);
    const principal = secret === null ? null : await this.dependencies.sessions.resolve(secret);
    if (!principal) {
      const message = 'sign in, or send the admin token as Authorization: Bearer';
      throw new ApiError('not_signed_in', message);
    }
    demandCsrfToken(request, principal);
    return principal;
  }

  private async refuse(request: FastifyRequest, principal: Principal, action: string) {
    const origin = { actor: principal.actor, requestId: request.id };
    const [type = ''] = action.split('.');
    const { id = '' } = (request.params ?? {}) as { id?: string };
    await recordDenied(this.dependencies.store, origin, { action, resource: { type, id } });
    throw new ApiError('forbidden', `this needs the permission ${action}`);
  }
}

/** A page of another origin may not change anything, whoever's cookie its browser sends along. */
function demandOwnOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (SAFE_METHODS.has(request.method) || origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw new ApiError('csrf_failed', 'changes are only accepted from pages of this origin');
  }
}

function demandCsrfToken(request: FastifyRequest, { session }: Principal): void {
  if (SAFE_METHODS.has(request.method) || session === null) return;
  const given = request.headers['x-wb-csrf'];
  if (typeof given === 'string' && isSameText(given, session.csrfToken)) return;
  const message = 'send the csrf_token of GET /api/v1/session as x-wb-csrf';
  throw new ApiError('csrf_failed', message, { param: 'x-wb-csrf' });
}
