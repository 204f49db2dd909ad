import 'reflect-metadata';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { DatabaseInUseError, EmbeddedPostgresError } from '#embedded-postgres';
import { playDemonstration } from './demonstration.js';
import { greeting } from './greeting.js';
import { DATA_FOLDER, type Standalone, startStandalone } from './start-standalone.js';

const URL_FILE = `${DATA_FOLDER}/url`;

let starting: Promise<Standalone> | undefined;
let stopping = false;

/** Stops everything in order; a second signal ends the process at once. */
function stop(code: number): void {
  if (stopping) process.exit(130);
  stopping = true;
  process.stdout.write('\n正在停止 stopping…\n');
  // A start that is under way is waited for: what it has launched by then must not be left behind.
  Promise.resolve(starting?.catch(() => undefined))
    .then((standalone) => standalone?.stop())
    .then(() => rm(URL_FILE, { force: true }))
    .then(
      () => process.exit(code),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
}

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

try {
  starting = startStandalone();
  const standalone = await starting;
  await mkdir(DATA_FOLDER, { recursive: true });
  await writeFile(URL_FILE, standalone.url);
  if (standalone.config.demo) await playDemonstration(standalone);
  process.stdout.write(await greeting(standalone));
} catch (error) {
  if (!stopping) {
    const known = error instanceof DatabaseInUseError || error instanceof EmbeddedPostgresError;
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    stop(1);
  }
}
