import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { ApplicationEvent, OpenCase, Opinion } from '#contracts';
import { type Advanced, advance, begin, type PermitDefinition, type PermitEvent } from '#workflow-kit';
import { permitItems } from '#workflows';

interface Task {
  readonly id: string;
  readonly applicationId: string;
  readonly branch: string;
  readonly departmentId: string;
  readonly cycle: number;
  status: string;
  version: number;
}

interface Application {
  readonly id: string;
  readonly item: string;
  readonly definition: PermitDefinition;
  readonly reviews: { branch: string; departmentId: string; cycle: number; status: string }[];
  now: Advanced;
}

interface Call {
  readonly user: string;
  readonly method: string;
  readonly url: URL;
  readonly key: string;
  readonly body: unknown;
}

/** The product as a player sees it: the real statecharts behind HTTP, with messages that take their time. */
export class FakeProduct {
  readonly applications = new Map<string, Application>();
  readonly tasks = new Map<string, Task>();
  /** Whatever a player must not do. */
  readonly complaints: string[] = [];
  readonly clock: (string | null)[] = [];
  opinions = 0;
  #underWay = 0;
  readonly #answers = new Map<string, unknown>();
  readonly #server: Server = createServer((request, response) => {
    void this.#answer(request).then(({ status, body, cookie }) => {
      response.writeHead(
        status,
        cookie === undefined ? {} : { 'set-cookie': `pinglu_session=${cookie}; Path=/; HttpOnly` },
      );
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body?: unknown; cookie?: string }> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    if (request.url === '/api/session') {
      return { status: 201, body: {}, cookie: (body as { username: string }).username };
    }
    const user = request.headers.cookie?.split('=')[1] ?? '';
    const key = `${user}:${String(request.headers['idempotency-key'])}`;
    const call = { user, method: request.method ?? '', url: new URL(request.url ?? '', 'http://fake'), key, body };
    try {
      return { status: 200, body: this.#once(call) };
    } catch (error) {
      return { status: 409, body: { title: String(error) } };
    }
  }

  /** A retried command is answered with the first answer. */
  #once(call: Call): unknown {
    if (call.method !== 'POST') return this.#route(call);
    if (!this.#answers.has(call.key)) this.#answers.set(call.key, this.#route(call));
    return this.#answers.get(call.key);
  }

  #route({ user, method, url, body }: Call): unknown {
    const [, , resource = '', id = '', action = ''] = url.pathname.split('/');
    switch (`${method} ${resource} ${action}`.trim()) {
      case 'PUT demo':
        if (this.#underWay > 0) this.complaints.push(`the clock moved with ${this.#underWay} messages under way`);
        this.clock.push((body as { now: string | null }).now);
        return undefined;
      case 'POST cases':
        return this.#open(body as OpenCase);
      case 'GET applications':
        return { state: this.#application(id).now.state, reviews: this.#application(id).reviews };
      case 'POST applications events':
        return { state: this.#advance(this.#application(id), eventOf(body as ApplicationEvent)) };
      case 'GET review-tasks':
        return { rows: this.#pending(user.replace('reviewer-', ''), url.searchParams.get('applicationId')) };
      case 'POST review-tasks opinion':
        return this.#give(id, user, body as Opinion);
      default:
        throw new Error(`no such route: ${method} ${url.pathname}`);
    }
  }

  #open({ applications, received }: OpenCase): unknown {
    const opened = applications.map(({ item, form, lines }) => {
      const definition = permitItems.running(item, 1);
      const started = begin(definition, definition.readContent({ form, lines }));
      const now = received ? advance(definition, started.stored, { type: 'clerk.received' }) : started;
      const application = { id: randomUUID(), item, definition, reviews: [], now };
      this.applications.set(application.id, application);
      return { id: application.id, item, state: now.state };
    });
    // The real answer promises no order.
    return { applications: opened.reverse() };
  }

  #advance(application: Application, event: PermitEvent): string {
    application.now = advance(application.definition, application.now.stored, event);
    for (const { type, params } of application.now.effects) {
      if (type === 'requestReview') {
        application.reviews.push({ ...params, status: 'pending' });
        const task = { ...params, id: randomUUID(), applicationId: application.id, status: 'pending', version: 1 };
        this.#later(() => this.tasks.set(task.id, task));
      } else if (type === 'closeReview') {
        const review = application.reviews.find((one) => one.branch === params.branch && one.cycle === params.cycle);
        if (review !== undefined) review.status = params.outcome;
        if (params.outcome === 'cancelled') this.#later(() => this.#cancel(application.id, params));
      }
    }
    return application.now.state;
  }

  #cancel(applicationId: string, { branch, cycle }: { branch: string; cycle: number }): void {
    for (const task of this.tasks.values()) {
      if (task.applicationId === applicationId && task.branch === branch && task.cycle === cycle)
        task.status = 'cancelled';
    }
  }

  #pending(departmentId: string, applicationId: string | null): Task[] {
    return [...this.tasks.values()].filter(
      (task) => task.departmentId === departmentId && task.applicationId === applicationId && task.status === 'pending',
    );
  }

  #give(id: string, user: string, opinion: Opinion): unknown {
    const task = this.tasks.get(id);
    if (task?.status !== 'pending' || user !== `reviewer-${task.departmentId}`) throw new Error('no such pending task');
    task.status = opinion.result;
    task.version += 1;
    this.opinions += 1;
    const { branch, departmentId, cycle } = task;
    const about = { branch, departmentId, cycle };
    const event: PermitEvent =
      opinion.result === 'approved'
        ? { type: 'review.approved', ...about, quantities: opinion.quantities, conditions: opinion.conditions }
        : { type: `review.${opinion.result}`, ...about, reasons: opinion.reasons };
    this.#later(() => this.#advance(this.#application(task.applicationId), event));
    return task;
  }

  #application(id: string): Application {
    const application = this.applications.get(id);
    if (application === undefined) throw new Error(`no application ${id}`);
    return application;
  }

  #later(deliver: () => void): void {
    this.#underWay += 1;
    setTimeout(() => {
      this.#underWay -= 1;
      deliver();
    }, this.#underWay % 7);
  }
}

function eventOf(event: ApplicationEvent): PermitEvent {
  return event.type === 'owner.corrected' ? { type: 'owner.corrected' } : event;
}
