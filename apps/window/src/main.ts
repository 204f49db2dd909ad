import 'reflect-metadata';
import { InternalIdentityModule } from '#identity';
import { QueueBackendModule } from '#messaging';
import { runService } from '#platform';
import { permitItems } from '#workflows';
import { WindowModule } from './window.module.js';

await runService([QueueBackendModule.forRoot(), InternalIdentityModule.forRoot(), WindowModule.forRoot(permitItems)]);
