import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountView,
  type Actor,
  accountViewSchema,
  type NewAccount,
  newAccountSchema,
  type PageQuery,
  pageQuerySchema,
  pageSchema,
} from '#contracts';
import { CurrentActor } from '#identity';
import { Allow, ApiAnswer, IdempotencyKey } from '#platform';
import { AccountRepository } from './account.repository.js';
import { AccountService } from './account.service.js';

/** Accounts of the people who may sign in; the administrator's. */
@ApiTags('accounts')
@Allow('administrator')
@Controller('accounts')
export class AccountController {
  constructor(
    @Inject(AccountService) private readonly service: AccountService,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
  ) {}

  @Post()
  @ApiAnswer(accountViewSchema)
  create(
    @Body({ schema: newAccountSchema }) account: NewAccount,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<AccountView> {
    return this.service.create(account, `${actor.id}:${key}`);
  }

  @Get()
  @ApiAnswer(pageSchema(accountViewSchema))
  async list(
    @Query({ schema: pageQuerySchema }) { after, limit }: PageQuery,
  ): Promise<{ rows: AccountView[]; next: string | null }> {
    const rows = await this.accounts.list(after, limit);
    return { rows, next: rows.length === limit ? (rows.at(-1)?.username ?? null) : null };
  }
}
