import { runEngine } from './engine.js';
import { runFull } from './full.js';
import { type Options, readOptions, USAGE } from './options.js';
import { startServers } from './servers.js';

async function run(options: Options): Promise<void> {
  const servers = await startServers(options.backend);
  try {
    const line = await (options.workload === 'engine' ? runEngine : runFull)(options, servers);
    process.stdout.write(`${options.json ? JSON.stringify(line) : JSON.stringify(line, null, 2)}\n`);
  } finally {
    await servers.stop();
  }
}

let options: Options | undefined;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
if (options !== undefined) await run(options);
