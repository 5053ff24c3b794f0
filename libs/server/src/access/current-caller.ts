import type { Principal } from '@weighbridge/govern/access/principal';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who the guard found behind a request; absent on public routes. */
const principals = new WeakMap<FastifyRequest, Principal>();

export const rememberPrincipal = (request: FastifyRequest, principal: Principal): void => {
  principals.set(request, principal);
};

/** The caller of a guarded route. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = principals.get(request);
    if (!principal) throw new Error('a public route has no caller');
    return { principal, requestId: request.id };
  },
);
