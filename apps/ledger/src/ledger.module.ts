import { type DynamicModule, Module } from '@nestjs/common';
import { LEDGER_QUEUE } from '#contracts';
import { incidentControllerFor, MessageHandler, MessagingModule, processorFor } from '#messaging';
import { PersistenceModule } from '#persistence';
import { PERMIT_REGISTRY, type PermitRegistry } from '#workflow-kit';
import { LedgerMessageHandler } from './ledger-message.handler.js';
import { LedgerSchema1700000000001 } from './migrations/1-ledger-schema.js';
import { LedgerService } from './totals/ledger.service.js';
import { TotalController } from './totals/total.controller.js';
import { TotalQueryRepository } from './totals/total-query.repository.js';

/** The ledger's schema in PostgreSQL and its migrations. */
export const LEDGER_DATABASE = { schema: 'ledger', migrations: [LedgerSchema1700000000001] };

/** The quantity ledger: entries fed by messages only, and the totals computed from them. */
@Module({})
export class LedgerModule {
  static forRoot(registry: PermitRegistry): DynamicModule {
    const persistence = PersistenceModule.forService(LEDGER_DATABASE);
    return {
      module: LedgerModule,
      imports: [persistence, MessagingModule.forService({ service: 'ledger', persistence, queues: [LEDGER_QUEUE] })],
      controllers: [TotalController, incidentControllerFor('ledger')],
      providers: [
        { provide: PERMIT_REGISTRY, useValue: registry },
        { provide: MessageHandler, useClass: LedgerMessageHandler },
        LedgerService,
        TotalQueryRepository,
        processorFor(LEDGER_QUEUE),
      ],
    };
  }
}
