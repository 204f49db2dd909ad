import { setTimeout as delay } from 'node:timers/promises';

const ATTEMPTS = 4;
const PAUSE_MS = 100;

/** A request of one person. */
export interface DeskRequest {
  readonly as: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
  readonly idempotencyKey?: string;
  readonly ifMatch?: number;
}

/**
 * The product's HTTP interface as its people use it: everybody is signed in once, when first needed. A request that
 * found no server is sent again; the idempotency key makes that harmless.
 */
export class HttpDesk {
  readonly #baseUrl: string;
  readonly #password: string;
  readonly #cookies = new Map<string, Promise<string>>();

  constructor(baseUrl: string, password: string) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#password = password;
  }

  /** The body of the answer; `undefined` for an answer without one. Rejects with the problem's own words. */
  async send<T>(request: DeskRequest): Promise<T> {
    const response = await this.#fetch(request, { ...headersOf(request), cookie: await this.#cookieOf(request.as) });
    const text = await response.text();
    if (!response.ok) throw refusal(request, response.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  #cookieOf(username: string): Promise<string> {
    const known = this.#cookies.get(username) ?? this.#signIn(username);
    this.#cookies.set(username, known);
    return known;
  }

  async #signIn(username: string): Promise<string> {
    const body = { username, password: this.#password };
    const request: DeskRequest = { as: username, method: 'POST', path: '/api/session', body };
    const response = await this.#fetch(request, headersOf(request));
    const text = await response.text();
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith('pinglu_session='));
    if (!response.ok || cookie === undefined) throw refusal(request, response.status, text);
    return cookie.split(';', 1)[0] ?? '';
  }

  async #fetch({ method, path, body }: DeskRequest, headers: Record<string, string>): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
        const response = await fetch(`${this.#baseUrl}${path}`, init);
        if (response.status !== 503 || attempt === ATTEMPTS) return response;
        await response.arrayBuffer();
      } catch (error) {
        if (attempt === ATTEMPTS) throw new Error(`${method} ${path}: no answer`, { cause: error });
      }
      await delay(PAUSE_MS * attempt);
    }
  }
}

function headersOf({ body, idempotencyKey, ifMatch }: DeskRequest): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': 'en',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
  };
}

function refusal({ as, method, path }: DeskRequest, status: number, text: string): Error {
  return new Error(`${method} ${path} as ${as}: ${status} ${text.slice(0, 1000)}`);
}
