import { Redis } from 'ioredis';
import { Client } from 'pg';
import { createTestDatabase, serverUrl } from '../support/database.js';

const query = async (url: string, text: string) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
};

describe('a test database', () => {
  it('is a copy of its own that is gone after drop, even with somebody connected', async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await query(first.url, 'CREATE TABLE mine (id int)');
    const { rows } = await query(second.url, "SELECT to_regclass('mine') AS found");
    expect(rows).toEqual([{ found: null }]);

    const lingering = new Client({ connectionString: first.url });
    lingering.on('error', () => undefined);
    await lingering.connect();
    await first.drop();
    await second.drop();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });
});

describe('the test Redis', () => {
  it('keeps what queues need kept, and nothing on disk', async () => {
    const redis = new Redis(serverUrl('TEST_REDIS_URL'));
    expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await redis.config('GET', 'save')).toEqual(['save', '']);
    await redis.quit();
  });
});
