import { SessionView, SignIn } from '@weighbridge/contracts/resources/session';
import type { Principal } from '@weighbridge/govern/access/principal';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ACCESS_DEPENDENCIES, type AccessDependencies } from './access-dependencies.js';
import { CurrentCaller } from './current-caller.js';
import { writeSessionCookie } from './read-credentials.js';
import { Public, RequiresPermission } from './requires-permission.js';

/** Signing in to the console and out of it. */
@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(@Inject(ACCESS_DEPENDENCIES) private readonly dependencies: AccessDependencies) {}

  @Get()
  @RequiresPermission('session.read')
  @ApiResponse({ status: 200, standardSchema: SessionView })
  read(@CurrentCaller() { principal }: Caller): SessionView {
    return viewOf(principal);
  }

  @Post()
  @Public('this is where a session begins')
  @ApiResponse({ status: 201, standardSchema: SessionView })
  async signIn(
    @Body({ schema: SignIn }) body: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const attempt = { ...body, address: request.ip, requestId: request.id };
    const { secret, principal } = await this.dependencies.sessions.signIn(attempt);
    reply.header('set-cookie', writeSessionCookie(secret, request.protocol === 'https'));
    return viewOf(principal);
  }

  /** Ends every session of the user. */
  @Delete()
  @HttpCode(204)
  @RequiresPermission('session.delete')
  async signOut(
    @CurrentCaller() { principal, requestId }: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.dependencies.sessions.signOut(principal, requestId);
    reply.header('set-cookie', writeSessionCookie('', request.protocol === 'https'));
  }
}

const viewOf = (principal: Principal): SessionView => ({
  user: principal.user,
  instance_owner: principal.instanceOwner,
  organizations: Object.fromEntries(principal.organizations),
  workspaces: Object.fromEntries(principal.workspaces),
  csrf_token: principal.session?.csrfToken ?? null,
});
