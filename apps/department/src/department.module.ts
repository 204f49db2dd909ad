import { type DynamicModule, Module } from '@nestjs/common';
import { departmentQueue, WINDOW_QUEUE } from '#contracts';
import { incidentControllerFor, MessageHandler, MessagingModule, processorFor } from '#messaging';
import { PersistenceModule } from '#persistence';
import { DepartmentMessageHandler } from './department-message.handler.js';
import { DepartmentSchema1700000000001 } from './migrations/1-department-schema.js';
import { ReviewTaskController } from './review-tasks/review-task.controller.js';
import { ReviewTaskService } from './review-tasks/review-task.service.js';
import { ReviewTaskQueryRepository } from './review-tasks/review-task-query.repository.js';

/** The department's schema in PostgreSQL and its migrations. */
export const DEPARTMENT_DATABASE = { schema: 'department', migrations: [DepartmentSchema1700000000001] };

/** The departments' desk: review tasks and opinions. One process serves one, several or all departments. */
@Module({})
export class DepartmentModule {
  /** `departmentIds` are the departments whose queues this process takes from. */
  static forRoot(departmentIds: readonly string[]): DynamicModule {
    const persistence = PersistenceModule.forService(DEPARTMENT_DATABASE);
    const served = departmentIds.map((id) => departmentQueue(id));
    return {
      module: DepartmentModule,
      imports: [persistence, MessagingModule.forService({ persistence, queues: [WINDOW_QUEUE, ...served] })],
      controllers: [ReviewTaskController, incidentControllerFor('department')],
      providers: [
        { provide: MessageHandler, useClass: DepartmentMessageHandler },
        ReviewTaskService,
        ReviewTaskQueryRepository,
        ...served.map((queue) => processorFor(queue)),
      ],
    };
  }
}
