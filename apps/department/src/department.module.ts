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
  /**
   * `served` are the departments whose queues this process takes from, out of `all` there are; it can put a message
   * back on any of their queues. Throws if one of `served` does not exist.
   */
  static forRoot(served: readonly string[], all: readonly string[]): DynamicModule {
    const unknown = served.filter((id) => !all.includes(id));
    if (unknown.length > 0) throw new Error(`没有这些部门 / no such departments: ${unknown.join(', ')}`);
    const persistence = PersistenceModule.forService(DEPARTMENT_DATABASE);
    const queues = all.map((id) => departmentQueue(id));
    return {
      module: DepartmentModule,
      imports: [
        persistence,
        MessagingModule.forService({ service: 'department', persistence, queues: [WINDOW_QUEUE, ...queues] }),
      ],
      controllers: [ReviewTaskController, incidentControllerFor('department')],
      providers: [
        { provide: MessageHandler, useClass: DepartmentMessageHandler },
        ReviewTaskService,
        ReviewTaskQueryRepository,
        ...served.map((id) => processorFor(departmentQueue(id))),
      ],
    };
  }
}
