import 'reflect-metadata';
import { InternalIdentityModule } from '#identity';
import { QueueBackendModule } from '#messaging';
import { readConfig, runService } from '#platform';
import { permitItems } from '#workflows';
import { DepartmentModule } from './department.module.js';

const all = permitItems.departmentIds();
const { departments = all } = readConfig(process.env);

await runService([
  QueueBackendModule.forRoot(),
  InternalIdentityModule.forRoot(),
  DepartmentModule.forRoot(departments, all),
]);
