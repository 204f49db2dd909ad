import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { readConfig } from '#platform';

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const SETTINGS = {
  POSTGRES_PASSWORD: 'secret',
  INTERNAL_SECRET: '0123456789abcdef0123456789abcdef',
  ADMIN_PASSWORD: 'first-administrator',
};

/** Puts in settings as compose does: `${NAME:?message}` is required, `${NAME:-default}` is not. */
function interpolate(text: string, settings: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{([A-Z_]+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = settings[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name}: ${rest}`);
    return value;
  });
}

/** The schema is written for a draft that said `id` where Ajv's say `$id`, and refers by path only. */
function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) => key !== '$schema' && !(key === 'id' && typeof value === 'string'),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutIds(value)]));
}

describe('docker-compose.yml', () => {
  let text: string;
  let compose: Compose;
  let own: [string, Service][];

  beforeAll(async () => {
    text = await readFile('docker-compose.yml', 'utf8');
    compose = parse(interpolate(text, SETTINGS), { merge: true }) as Compose;
    own = Object.entries(compose.services).filter(([, { build }]) => build !== undefined);
  });

  it('meets the schema of the Compose Specification', async () => {
    const schema = withoutIds(JSON.parse(await readFile('test/support/compose-spec.schema.json', 'utf8'))) as object;
    const duration = /^(\d+(\.\d+)?(us|ms|s|m|h))+$/;
    const formats = { duration, ports: true, expose: true, subnet_ip_address: true } as const;
    const validate = new Ajv2019({ strict: false, allErrors: true, formats }).compile(schema);
    validate(compose);
    expect(validate.errors).toBeNull();
    expect(validate({ ...compose, services: { wrong: { imagee: 'redis' } } })).toBe(false);
  });

  it('runs a program of this repository in each of its own services', () => {
    expect(own.map(([name]) => name).sort()).toEqual(['department', 'gateway', 'ledger', 'window']);
    for (const [name, { command }] of own) {
      expect(command).toEqual(['node', `dist/apps/${name}/src/main.js`]);
      expect(existsSync(`apps/${name}/src/main.ts`)).toBe(true);
    }
  });

  it('asks every service for its health, and starts each after those it stands on', () => {
    for (const [name, { healthcheck, depends_on = {} }] of Object.entries(compose.services)) {
      expect({ name, asked: healthcheck?.test[0] }).toEqual({ name, asked: 'CMD' });
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect({ name, other, known: other in compose.services, condition }).toMatchObject({
          known: true,
          condition: 'service_healthy',
        });
      }
    }
    for (const [, { healthcheck }] of own) expect(healthcheck?.test.at(-1)).toContain('/health/ready');
  });

  it('sets variables that the configuration knows, to values it takes', async () => {
    const source = await readFile('libs/platform/src/config.ts', 'utf8');
    const known = [...source.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name);
    for (const [name, { environment = {} }] of own) {
      const unknown = Object.keys(environment).filter((variable) => !known.includes(variable));
      expect({ name, unknown }).toEqual({ name, unknown: [] });
      const config = readConfig(environment);
      expect(config).toMatchObject({ host: '0.0.0.0', port: 3000, demo: false });
      // The gateway takes from no queue.
      expect({ name, queues: config.redisUrl !== undefined }).toEqual({ name, queues: name !== 'gateway' });
      for (const url of Object.values(config.services)) {
        expect(Object.keys(compose.services)).toContain(new URL(url).hostname);
      }
    }
    const gateway = readConfig(compose.services['gateway']?.environment ?? {});
    expect(Object.keys(gateway.services).sort()).toEqual(['department', 'ledger', 'window']);
    expect(gateway.cookieSecure).toBe(true);
  });

  it('starts with no secret but those of .env, which .env.example names and leaves open', async () => {
    const example = (await readFile('.env.example', 'utf8')).matchAll(/^([A-Z_]+)=(.*)$/gm);
    const settings = Object.fromEntries([...example].map(([, name = '', value = '']) => [name, value]));
    const used = new Set([...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(settings).sort());
    for (const name of Object.keys(SETTINGS)) {
      expect({ name, value: settings[name] }).toEqual({ name, value: '' });
      const others = Object.entries(SETTINGS).filter(([other]) => other !== name);
      expect(() => interpolate(text, Object.fromEntries(others))).toThrow(`${name}: see .env.example`);
    }
  });
});
