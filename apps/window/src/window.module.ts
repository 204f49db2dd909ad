import { type DynamicModule, Module } from '@nestjs/common';
import { departmentQueue, LEDGER_QUEUE, WINDOW_QUEUE } from '#contracts';
import { incidentControllerFor, MessageHandler, MessagingModule, processorFor } from '#messaging';
import { PersistenceModule } from '#persistence';
import { PERMIT_REGISTRY, type PermitRegistry } from '#workflow-kit';
import { ApplicationController } from './application/application.controller.js';
import { ApplicationRepository } from './application/application.repository.js';
import { ApplicationService } from './application/application.service.js';
import { ApplicationQueryRepository } from './application/application-query.repository.js';
import { CaseController } from './cases/case.controller.js';
import { CaseService } from './cases/case.service.js';
import { CaseQueryRepository } from './cases/case-query.repository.js';
import { DraftRepository } from './cases/draft.repository.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { WindowSchema1700000000001 } from './migrations/1-window-schema.js';
import { WindowMessageHandler } from './window-message.handler.js';

/** The window's schema in PostgreSQL and its migrations. */
export const WINDOW_DATABASE = { schema: 'service_window', migrations: [WindowSchema1700000000001] };

/** The service window: cases, applications, decisions, permits. The only writer of an application's state. */
@Module({})
export class WindowModule {
  static forRoot(registry: PermitRegistry): DynamicModule {
    const persistence = PersistenceModule.forService(WINDOW_DATABASE);
    const queues = [WINDOW_QUEUE, LEDGER_QUEUE, ...registry.departmentIds().map((id) => departmentQueue(id))];
    return {
      module: WindowModule,
      imports: [persistence, MessagingModule.forService({ service: 'window', persistence, queues })],
      controllers: [CaseController, ApplicationController, CatalogueController, incidentControllerFor('window')],
      providers: [
        { provide: PERMIT_REGISTRY, useValue: registry },
        { provide: MessageHandler, useClass: WindowMessageHandler },
        ApplicationService,
        ApplicationRepository,
        ApplicationQueryRepository,
        CaseService,
        CaseQueryRepository,
        DraftRepository,
        processorFor(WINDOW_QUEUE),
      ],
      exports: [ApplicationService],
    };
  }
}
