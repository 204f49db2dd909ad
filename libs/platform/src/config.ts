import { z } from 'zod';

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');

const configSchema = z.object({
  DATABASE_URL: z.url(),
  REDIS_URL: z.url().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  INTERNAL_SECRET: z.string().min(32).optional(),
  DEPARTMENTS: z.string().optional(),
  ADMIN_PASSWORD: z.string().min(8).optional(),
  DEMO: flag,
  COOKIE_SECURE: flag,
  WINDOW_URL: z.url().optional(),
  DEPARTMENT_URL: z.url().optional(),
  LEDGER_URL: z.url().optional(),
});

/** Settings of a process, read once at its start. */
export interface Config {
  /** PostgreSQL that holds the service's schema. */
  readonly databaseUrl: string;
  /** Redis for the queues; without it BullMQ runs on PostgreSQL. */
  readonly redisUrl?: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Signs the tokens services trust each other by; at least 32 characters. */
  readonly internalSecret?: string;
  /** Departments this process serves; all if undefined. */
  readonly departments?: readonly string[];
  /** Password of the first administrator, used only while there is no account at all. */
  readonly adminPassword?: string;
  /** Demonstration mode: synthetic data, demo accounts and the virtual clock. Never set it in production. */
  readonly demo: boolean;
  /** Send session cookies over TLS only. */
  readonly cookieSecure: boolean;
  /** Where the gateway finds the other services when they run as separate processes. */
  readonly services: { readonly window?: string; readonly department?: string; readonly ledger?: string };
}

/** The injection token of {@link Config}. */
export const CONFIG = Symbol('Config');

/** Reads the settings from environment variables. Throws naming every variable that is missing or wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = configSchema.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`环境变量不正确 / wrong environment: ${faults.join('; ')}`);
  }
  const env = parsed.data;
  return {
    databaseUrl: env.DATABASE_URL,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    demo: env.DEMO,
    cookieSecure: env.COOKIE_SECURE,
    services: {
      ...(env.WINDOW_URL === undefined ? {} : { window: env.WINDOW_URL }),
      ...(env.DEPARTMENT_URL === undefined ? {} : { department: env.DEPARTMENT_URL }),
      ...(env.LEDGER_URL === undefined ? {} : { ledger: env.LEDGER_URL }),
    },
    ...(env.REDIS_URL === undefined ? {} : { redisUrl: env.REDIS_URL }),
    ...(env.INTERNAL_SECRET === undefined ? {} : { internalSecret: env.INTERNAL_SECRET }),
    ...(env.ADMIN_PASSWORD === undefined ? {} : { adminPassword: env.ADMIN_PASSWORD }),
    ...(env.DEPARTMENTS === undefined ? {} : { departments: env.DEPARTMENTS.split(',').map((id) => id.trim()) }),
  };
}
