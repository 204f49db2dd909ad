import { hideBin } from 'yargs/helpers';
import { runCli } from './cli.js';

const code = await runCli(hideBin(process.argv));
// Once everything is written: a product that failed halfway through its start must not keep the command from ending.
process.stdout.write('', () => process.exit(code));
