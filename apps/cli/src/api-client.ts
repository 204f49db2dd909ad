import { randomUUID } from 'node:crypto';
import { inLanguage, type Language, type Problem, problemSchema } from '#contracts';
import { CliError, EXIT } from './exit-code.js';

/** How long an answer may take. */
const TIMEOUT_MS = 60_000;

/** Where to find the product, and in which language it shall answer. */
export interface Endpoint {
  readonly url: string;
  readonly language: Language;
}

/** A user name with its password. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The HTTP API as one signed-in person sees it. Every refusal is thrown as a {@link CliError} in the product's words. */
export class ApiClient {
  private constructor(
    private readonly endpoint: Endpoint,
    private readonly cookie: string,
  ) {}

  /** Somebody who has not signed in, for what is public. */
  static anonymous(endpoint: Endpoint): ApiClient {
    return new ApiClient(endpoint, '');
  }

  /** Signs in. */
  static async signIn(endpoint: Endpoint, credentials: Credentials): Promise<ApiClient> {
    const response = await ApiClient.anonymous(endpoint).send('POST', '/api/session', credentials);
    const cookie = response.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
    await response.arrayBuffer();
    return new ApiClient(endpoint, cookie.join('; '));
  }

  /** Reads. */
  async get<T>(path: string): Promise<T> {
    return (await (await this.send('GET', path)).json()) as T;
  }

  /** Reads every page of a list. */
  async all<T>(path: string): Promise<T[]> {
    const rows: T[] = [];
    for (let after = ''; ; ) {
      const page = await this.get<{ rows: T[]; next: string | null }>(`${path}?limit=100${after}`);
      rows.push(...page.rows);
      if (page.next === null) return rows;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
  }

  /** Sends a command without a body. */
  async post<T>(path: string): Promise<T> {
    return (await (await this.send('POST', path)).json()) as T;
  }

  private async send(method: string, path: string, body?: object): Promise<Response> {
    const { url, language } = this.endpoint;
    const headers = {
      cookie: this.cookie,
      accept: 'application/json',
      'accept-language': language,
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(new URL(path, url), { ...init, signal }).catch(() => {
      throw notReachable(this.endpoint);
    });
    if (!response.ok) throw refusal(response.status, await response.text(), language);
    return response;
  }
}

/** Nothing answers at the address. */
export function notReachable({ url, language }: Endpoint): CliError {
  const text = {
    zh: `${url} 没有应答。请先以 npm start 启动，或以 --url 指明地址。`,
    en: `Nothing answers at ${url}. Start the product with npm start, or name its address with --url.`,
  };
  return new CliError(EXIT.notReachable, inLanguage(text, language));
}

function refusal(status: number, text: string, language: Language): CliError {
  const problem = problemOf(text);
  const unavailable = status === 502 || status === 503 || status === 504;
  const exitCode = status === 404 ? EXIT.notFound : unavailable ? EXIT.notReachable : EXIT.refused;
  if (problem === undefined) {
    return new CliError(
      exitCode,
      inLanguage({ zh: `服务应答 ${status}`, en: `The service answers ${status}` }, language),
    );
  }
  const { title, detail, faults = [], allowedEvents } = problem;
  const lines = [
    detail === undefined ? title : `${title}：${detail}`,
    ...faults.map(({ field, message, legalBasis }) => `  ${field} ${message}${legalBasis ? ` (${legalBasis})` : ''}`),
    ...(allowedEvents === undefined ? [] : [`  → ${allowedEvents.join(', ')}`]),
  ];
  return new CliError(exitCode, lines.join('\n'));
}

function problemOf(text: string): Problem | undefined {
  try {
    return problemSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
