import { BullModule, getQueueToken } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Database } from '#persistence';
import { Incidents } from './incidents.js';
import { QUEUES } from './message-processor.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.js';

/** What a service needs of messaging: its database module, and every queue it adds to or takes from. */
export interface MessagingOptions {
  /** The service's name in routes and screens. */
  readonly service: string;
  readonly persistence: DynamicModule;
  readonly queues: readonly string[];
}

/** Outbox, relay and incidents of one service. Its processors are providers of the service itself. */
@Module({})
export class MessagingModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(Relay) private readonly relay: Relay) {}

  static forService({ service, persistence, queues }: MessagingOptions): DynamicModule {
    const bull = BullModule.registerQueue(...queues.map((name) => ({ name })));
    return {
      module: MessagingModule,
      imports: [persistence, bull],
      providers: [
        Outbox,
        { provide: QUEUES, inject: queues.map((name) => getQueueToken(name)), useFactory: watched },
        {
          provide: Relay,
          inject: [Database, Outbox, QUEUES, Incidents],
          useFactory: (database: Database, outbox: Outbox, all: Queue[], incidents: Incidents) =>
            new Relay(database, outbox, all, incidents),
        },
        {
          provide: Incidents,
          inject: [Database, QUEUES],
          useFactory: (database: Database, all: Queue[]) => new Incidents(database, all, service),
        },
      ],
      exports: [bull, Outbox, Incidents, QUEUES],
    };
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }
}

/** A queue that loses its connection says so in the log and reconnects; it must not end the process. */
function watched(...queues: Queue[]): Queue[] {
  const logger = new Logger('queue');
  for (const queue of queues) queue.on('error', (error) => logger.warn(`${queue.name}: ${error.message}`));
  return queues;
}
