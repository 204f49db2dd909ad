import { Inject, Injectable } from '@nestjs/common';
import type { Message } from '#contracts';
import { MessageHandler } from '#messaging';
import { LedgerService } from './totals/ledger.service.js';

/** What the window tells the ledger: a permit was granted, with its quantities. */
@Injectable()
export class LedgerMessageHandler extends MessageHandler {
  constructor(@Inject(LedgerService) private readonly ledger: LedgerService) {
    super();
  }

  override async handle(message: Message): Promise<void> {
    if (message.type !== 'permit.granted') throw new Error(`the ledger has no use for ${message.type}`);
    await this.ledger.book(message);
  }
}
