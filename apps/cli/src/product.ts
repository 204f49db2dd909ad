import { existsSync, readFileSync } from 'node:fs';
import { inLanguage, type Language } from '#contracts';
import { EmbeddedPostgresError } from '#embedded-postgres';
import { notReachable } from './api-client.js';
import { CliError, EXIT } from './exit-code.js';

/** Where `npm start` keeps its data and says its address. Named here again so that Nest is loaded only when needed. */
const DATA_FOLDER = '.data';
const DEFAULT_URL = 'http://127.0.0.1:3000';
const PROBE_TIMEOUT_MS = 3000;

/** A product that answers at `url`. */
export interface Product {
  readonly url: string;
  /** Stops it if it was started for this command only. */
  close(): Promise<void>;
}

/**
 * The product at `url`, or the one `npm start` runs here. If none is named and none runs, the data of the last one are
 * opened for as long as the command takes. Rejects with a {@link CliError} if there is none at all.
 */
export async function openProduct(url: string | undefined, language: Language): Promise<Product> {
  const wanted = url ?? runningUrl();
  if (await answers(wanted)) return { url: wanted, close: async () => undefined };
  // Never on a database somebody else's services work on: its messages would go to queues they do not read.
  const embedded = process.env['DATABASE_URL'] === undefined && existsSync(`${DATA_FOLDER}/postgres`);
  if (url !== undefined || !embedded) throw notReachable({ url: wanted, language });
  return startForNow(language);
}

function runningUrl(): string {
  try {
    return readFileSync(`${DATA_FOLDER}/url`, 'utf8').trim();
  } catch {
    return DEFAULT_URL;
  }
}

/** Whether it is a product that answers: another program may have taken the port since. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health/live', url), { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return ((await response.json()) as { status?: unknown }).status === 'live';
  } catch {
    return false;
  }
}

async function startForNow(language: Language): Promise<Product> {
  if (process.stderr.isTTY === true) {
    const text = { zh: '产品未在运行，临时打开其数据……', en: 'The product is not running; opening its data for now …' };
    process.stderr.write(`${inLanguage(text, language)}\n`);
  }
  // What a product says of its own coming and going is of no interest here.
  process.env['LOG_LEVEL'] ??= 'error';
  await import('reflect-metadata');
  const { startStandalone } = await import('../../standalone/src/start-standalone.js');
  try {
    const { url, stop } = await startStandalone({ port: 0, quiet: true });
    return { url, close: stop };
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    const [chinese = '', ...english] = error.message.split('\n');
    throw new CliError(EXIT.notReachable, inLanguage({ zh: chinese, en: english.join('\n') || chinese }, language));
  }
}
