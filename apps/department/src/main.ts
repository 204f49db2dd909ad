import 'reflect-metadata';
import { InternalIdentityModule } from '#identity';
import { QueueBackendModule } from '#messaging';
import { readConfig, runService } from '#platform';
import { permitItems } from '#workflows';
import { DepartmentModule } from './department.module.js';

const { departments = permitItems.departmentIds() } = readConfig(process.env);

await runService([
  QueueBackendModule.forRoot(),
  InternalIdentityModule.forRoot(),
  DepartmentModule.forRoot(departments),
]);
