import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type SessionView, sessionViewSchema, signInSchema } from '#contracts';
import { Allow, ApiAnswer, CONFIG, type Config, EVERY_ROLE, notSignedIn, Public } from '#platform';
import { type Session, SessionService } from './session.service.js';
import { SESSION_COOKIE, tokenOf } from './session-cookie.js';

/** Signing in and out. */
@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @Public()
  @ApiAnswer(sessionViewSchema, { problems: [401] })
  async signIn(
    @Body({ schema: signInSchema }) { username, password }: z.output<typeof signInSchema>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { token, session } = await this.sessions.signIn(username, password);
    const cookie = { httpOnly: true, sameSite: 'strict', path: '/', secure: this.config.cookieSecure } as const;
    reply.setCookie(SESSION_COOKIE, token, { ...cookie, expires: session.expiresAt });
    return viewOf(session);
  }

  @Get()
  @Allow(...EVERY_ROLE)
  @ApiAnswer(sessionViewSchema)
  async whoAmI(@Req() request: FastifyRequest): Promise<SessionView> {
    const session = await this.sessions.find(tokenOf(request) ?? '');
    if (session === undefined) throw notSignedIn();
    return viewOf(session);
  }

  @Delete()
  @HttpCode(204)
  @Allow(...EVERY_ROLE)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.signOut(tokenOf(request) ?? '');
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
  }
}

const viewOf = ({ actor, expiresAt }: Session): SessionView => ({ actor, expiresAt: expiresAt.toISOString() });
