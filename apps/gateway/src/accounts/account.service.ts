import { Inject, Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import { v7 as uuidv7 } from 'uuid';
import type { AccountView, NewAccount, Rule } from '#contracts';
import { refuseFaults } from '#domain';
import { fingerprint } from '#persistence';
import { Clock, keyReused } from '#platform';
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

  /** Creates an account, once per command. Rejects with keyReused, or a RuleViolation if the user name is taken. */
  async create(account: NewAccount, commandId: string): Promise<AccountView> {
    const { password, ...rest } = account;
    const print = fingerprint(rest);
    const known = await this.accounts.byCommand(commandId);
    if (known !== undefined) {
      const { fingerprint: first, ...view } = known;
      if (first !== print) throw keyReused();
      return view;
    }
    const creation = { at: this.clock.now(), commandId, fingerprint: print, demonstration: false };
    const created = await this.accounts.insert(viewOf(account), await hash(password), creation);
    if (created === undefined) refuseFaults([{ field: '/username', rule: USERNAME_TAKEN }]);
    return created as AccountView;
  }

  /** Creates the accounts of demonstration mode that do not exist; they share one password, which is hashed once. */
  async ensureDemonstration(accounts: readonly NewAccount[], password: string): Promise<void> {
    const passwordHash = await hash(password);
    for (const account of accounts) {
      const creation = { at: this.clock.now(), commandId: INSTALLATION, fingerprint: '', demonstration: true };
      await this.accounts.insert(viewOf(account), passwordHash, creation);
    }
  }

  /** Creates the first administrator of an empty installation; does nothing where there is any account in earnest. */
  async bootstrap(password: string): Promise<void> {
    if ((await this.accounts.count()) > 0) return;
    const account = { username: 'admin', name: '系统管理员', role: 'administrator', password } as const;
    const creation = { at: this.clock.now(), commandId: INSTALLATION, fingerprint: '', demonstration: false };
    await this.accounts.insert(viewOf(account), await hash(password), creation);
  }
}

function viewOf(account: NewAccount): AccountView {
  return {
    id: uuidv7(),
    username: account.username,
    name: account.name,
    role: account.role,
    windowId: account.role === 'clerk' ? account.windowId : null,
    departmentId: account.role === 'reviewer' ? account.departmentId : null,
    ownerUscc: account.role === 'owner' ? account.ownerUscc : null,
  };
}
