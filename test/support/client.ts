import { randomUUID } from 'node:crypto';
import type {
  ApplicationEvent,
  ApplicationView,
  CaseView,
  OpenCase,
  Opinion,
  ReviewTaskRow,
  ReviewTaskView,
} from '#contracts';
import { PASSWORD } from './app.js';
import { waitUntil } from './wait-until.js';

/** An answer with its status, whatever it is. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** A signed-in person who talks to the API as a browser would. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly cookie = '',
  ) {}

  /** Signs in. */
  static async signIn(url: string, username: string, password = PASSWORD): Promise<Client> {
    const answer = await new Client(url).post('/api/session', { username, password });
    if (answer.status !== 201) throw new Error(`${username} cannot sign in: ${answer.status}`);
    return new Client(url, answer.headers.get('set-cookie')?.split(';')[0]);
  }

  async request<T>(
    method: string,
    path: string,
    init: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const headers = {
      cookie: this.cookie,
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    };
    const response = await fetch(this.url + path, {
      method,
      headers,
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T, headers: response.headers };
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.request<T>('GET', path, { headers });
  }

  post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.request<T>('POST', path, {
      body: JSON.stringify(body),
      headers: { 'idempotency-key': randomUUID(), ...headers },
    });
  }

  /** Opens a case that must succeed. */
  async openCase(body: Partial<OpenCase> & Pick<OpenCase, 'applications'>): Promise<CaseView> {
    return expectStatus(201, await this.post<CaseView>('/api/cases', body));
  }

  /** Sends an event that must succeed. */
  async send(
    applicationId: string,
    event: ApplicationEvent,
  ): Promise<{ state: string; version: number; permitNumber: string | null }> {
    return expectStatus(200, await this.post(`/api/applications/${applicationId}/events`, event));
  }

  /** The application as the API shows it. */
  async application(id: string): Promise<ApplicationView> {
    return expectStatus(200, await this.get<ApplicationView>(`/api/applications/${id}`));
  }

  /** Waits for the reviewer's pending task on an application. */
  task(applicationId: string): Promise<ReviewTaskRow> {
    return waitUntil(`a pending task on ${applicationId}`, async () => {
      const query = `?applicationId=${applicationId}&status=pending`;
      const { rows } = expectStatus(200, await this.get<{ rows: ReviewTaskRow[] }>(`/api/review-tasks${query}`));
      return rows[0];
    });
  }

  /** Waits for the task on an application and gives an opinion on it. */
  async review(applicationId: string, opinion: Opinion | { result: 'approved' }): Promise<ReviewTaskView> {
    const { id, version } = await this.task(applicationId);
    const headers = { 'if-match': `"${version}"` };
    return expectStatus(200, await this.post<ReviewTaskView>(`/api/review-tasks/${id}/opinion`, opinion, headers));
  }

  /** Waits until an application has reached a state. */
  reached(id: string, state: string): Promise<ApplicationView> {
    return waitUntil(`${id} to be ${state}`, async () => {
      const application = await this.application(id);
      return application.state === state && application;
    });
  }
}

/** The body of an answer that must have this status. */
export function expectStatus<T>(status: number, answer: Answer<T>): T {
  if (answer.status !== status)
    throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
