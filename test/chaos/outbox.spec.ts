import { type ConnectionOptions, createPostgresBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { LEDGER_QUEUE, type Message, messageSchema } from '#contracts';
import { Incidents, Outbox, type QueueJob, Relay } from '#messaging';
import { type Database, openDatabase, statement } from '#persistence';
import { LEDGER_DATABASE } from '../../apps/ledger/src/ledger.module.js';
import { LedgerService } from '../../apps/ledger/src/totals/ledger.service.js';
import { grantedMessage } from '../builders/message.builder.js';
import { createTestDatabase, serverUrl, type TestDatabase } from '../support/database.js';
import { waitUntil } from '../support/wait-until.js';

const LEFT = statement('test.left', 'SELECT count(*)::int AS count FROM outbox');
const TOTAL = statement('test.total', `SELECT quantity::text FROM total WHERE measure = 'approved'`);

describe.each(['redis', 'postgres'])('the outbox, queues on %s', (backend) => {
  let file: TestDatabase;
  let database: Database;
  let outbox: Outbox;
  let queue: Queue;
  let worker: Worker<QueueJob>;
  let relay: Relay | undefined;
  let handled = 0;

  beforeAll(async () => {
    file = await createTestDatabase();
    database = await openDatabase({ url: file.url, ...LEDGER_DATABASE });
    outbox = new Outbox();
    const ledger = new LedgerService(database);
    const [connection, factory, close] = connect(backend, file.url);
    queue = new Queue(`${LEDGER_QUEUE}-outbox-test`, { connection }, factory);
    worker = new Worker<QueueJob>(
      queue.name,
      async ({ data }) => {
        for (const message of data.messages) {
          const parsed = messageSchema.parse(message);
          if (parsed.type === 'permit.granted') await ledger.book(parsed);
          handled += 1;
        }
      },
      { connection },
      factory,
    );
    await worker.waitUntilReady();
    closeConnection = close;
  });
  let closeConnection = async () => {};
  afterAll(async () => {
    await relay?.stop();
    await worker.close();
    await queue.close();
    await closeConnection();
    await database.dataSource.destroy();
    await file.drop();
  });

  const put = (message: Message, then: () => void = () => {}) =>
    database.runInTransaction(async (transaction) => {
      await outbox.put(transaction, [{ queue: queue.name, message }]);
      then();
    });
  const left = async () => (await database.run<{ count: number }>(LEFT))[0]!.count;

  it('publishes nothing of a transaction that rolls back', async () => {
    let woken = false;
    outbox.onPut(() => {
      woken = true;
    });
    const failing = put(grantedMessage(), () => {
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await left()).toBe(0);
    expect(woken).toBe(false);
  });

  it('a relay killed between adding and marking has its effect once', async () => {
    let deaths = 0;
    // The real queue, but the first time the relay's connection is cut as soon as the message has been carried out.
    const dying = new Proxy(queue, {
      get: (target, property) =>
        property !== 'addBulk'
          ? Reflect.get(target, property, target)
          : async (jobs: Parameters<Queue['addBulk']>[0]) => {
              const added = await target.addBulk(jobs);
              if (deaths === 0) {
                deaths += 1;
                await waitUntil('the message to be carried out', async () => handled === 1);
                await cutTransactions(file.url);
              }
              return added;
            },
    });
    await put(grantedMessage());
    relay = new Relay(database, outbox, [dying], new Incidents(database, [], 'ledger'));
    relay.start();
    await waitUntil('the relay to carry it again', async () => handled === 2);
    await waitUntil('the outbox to be empty', async () => (await left()) === 0);
    expect(await database.run(TOTAL)).toEqual([{ quantity: '8.5' }]);
  });
});

function connect(backend: string, databaseUrl: string) {
  if (backend === 'redis') {
    const redis = new Redis(serverUrl('TEST_REDIS_URL'), { maxRetriesPerRequest: null });
    return [redis as ConnectionOptions, undefined, async () => redis.disconnect()] as const;
  }
  const pool = new Pool({ connectionString: databaseUrl, options: '-c search_path=bullmq' });
  return [pool as unknown as ConnectionOptions, createPostgresBackend as never, () => pool.end()] as const;
}

/** What the operating system does to a process that is killed: its open transactions are gone. */
async function cutTransactions(url: string): Promise<void> {
  const pool = new Pool({ connectionString: url });
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'idle in transaction'`,
  );
  await pool.end();
}
