import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cookie: string;
}

/** A signed-in person at a desk. All of them share the load generator's kept-alive connections. */
export class HttpSession {
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  /** Signs in, once for the whole run. */
  static async signIn(url: string, username: string, password: string): Promise<HttpSession> {
    const { cookie } = await call(url, 'POST', '/api/session', {}, { username, password });
    return new HttpSession(url, cookie.split(';')[0] ?? '');
  }

  /** Reads; rejects unless the answer is a success. */
  async get<T>(path: string): Promise<T> {
    const { body } = await call(this.#url, 'GET', path, { cookie: this.#cookie });
    return JSON.parse(body) as T;
  }

  /** Sends a command under a key of its own; rejects unless the answer is a success. */
  async post<T>(path: string, content: unknown, headers: Record<string, string> = {}): Promise<T> {
    const all = { cookie: this.#cookie, 'idempotency-key': randomUUID(), ...headers };
    const { body } = await call(this.#url, 'POST', path, all, content);
    return JSON.parse(body) as T;
  }
}

/** Closes the connections. */
export function hangUp(): void {
  agent.destroy();
}

async function call(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  content?: unknown,
): Promise<Answer> {
  const text = content === undefined ? undefined : JSON.stringify(content);
  const sent =
    text === undefined
      ? headers
      : { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
  const answer = await new Promise<Answer>((resolve, reject) => {
    const outgoing = request(url + path, { method, agent, headers: sent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const cookie = incoming.headers['set-cookie']?.[0] ?? '';
        resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString(), cookie });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(text);
  });
  if (answer.status < 200 || answer.status > 299)
    throw new Error(`${answer.status} to ${method} ${path}: ${answer.body}`);
  return answer;
}
