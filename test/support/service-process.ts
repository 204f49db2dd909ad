import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { waitUntil } from './wait-until.js';

/** The services that run as processes of their own. */
export type ServiceName = 'window' | 'department' | 'ledger' | 'gateway';

/** A service in a process of its own, from the build, as a container runs it. */
export interface ServiceProcess {
  readonly name: ServiceName;
  readonly url: string;
  readonly pid: number;
  /** Sends the signal and resolves with how the process ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts a service on a free port and waits until it is ready; rejects with what it logged if it ends instead. */
export async function startService(name: ServiceName, environment: NodeJS.ProcessEnv): Promise<ServiceProcess> {
  const program = join(process.cwd(), `dist/apps/${name}/src/main.js`);
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], PINGLU_TEST_RUN: process.env['PINGLU_TEST_RUN'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const url = await readyUrl(name, child);
  await waitUntil(`${name} to be ready`, async () => (await fetch(`${url}/health/ready`)).ok);
  return {
    name,
    url,
    pid: child.pid as number,
    end: async (sent) => {
      child.kill(sent);
      const [code, signal] = await ended;
      return { code, signal };
    },
  };
}

async function readyUrl(name: string, { stdout, stderr }: ChildProcess): Promise<string> {
  let log = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  if (stdout === null) throw new Error('no pipe');
  for await (const line of createInterface({ input: stdout })) {
    const [, url] = /^ready (\S+)$/.exec(line) ?? [];
    if (url !== undefined) {
      stdout.resume();
      return url;
    }
  }
  throw new Error(`${name} ended before it was ready: ${log}`);
}
