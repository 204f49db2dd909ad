import { Inject, Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import { v7 as uuidv7 } from 'uuid';
import type { AccountView, NewAccount, Rule } from '#contracts';
import { refuseFaults } from '#domain';
import { Clock } from '#platform';
import { AccountRepository } from './account.repository.js';

const USERNAME_TAKEN: Rule = {
  id: 'account.usernameTaken',
  text: { zh: '用户名已被使用', en: 'the user name is taken' },
};

/** Who created the accounts that come with an installation. */
const INSTALLATION = 'installation';

/** Creates local accounts; passwords are kept as argon2id hashes only. */
@Injectable()
export class AccountService {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Creates an account, once per command. Rejects with a RuleViolation if the user name is taken. */
  async create(account: NewAccount, commandId: string): Promise<AccountView> {
    const created = await this.insert(account, await hash(account.password), commandId);
    if (created === undefined) refuseFaults([{ field: '/username', rule: USERNAME_TAKEN }]);
    return created as AccountView;
  }

  /** Creates those of the accounts that do not exist; all of them share one password, which is hashed once. */
  async ensure(accounts: readonly NewAccount[], password: string): Promise<void> {
    const passwordHash = await hash(password);
    for (const account of accounts) await this.insert(account, passwordHash, INSTALLATION);
  }

  /** Creates the first administrator of an empty installation; does nothing where there is any account. */
  async bootstrap(password: string): Promise<void> {
    if ((await this.accounts.count()) > 0) return;
    const account = { username: 'admin', name: '系统管理员', role: 'administrator', password } as const;
    await this.insert(account, await hash(password), INSTALLATION);
  }

  private insert(account: NewAccount, passwordHash: string, commandId: string): Promise<AccountView | undefined> {
    const scope = {
      windowId: account.role === 'clerk' ? account.windowId : null,
      departmentId: account.role === 'reviewer' ? account.departmentId : null,
      ownerUscc: account.role === 'owner' ? account.ownerUscc : null,
    };
    const { username, name, role } = account;
    return this.accounts.insert({ id: uuidv7(), username, name, role, ...scope }, passwordHash, {
      at: this.clock.now(),
      commandId,
    });
  }
}
