import 'reflect-metadata';
import { InternalIdentityModule } from '#identity';
import { QueueBackendModule } from '#messaging';
import { runService } from '#platform';
import { permitItems } from '#workflows';
import { LedgerModule } from './ledger.module.js';

await runService([QueueBackendModule.forRoot(), InternalIdentityModule.forRoot(), LedgerModule.forRoot(permitItems)]);
