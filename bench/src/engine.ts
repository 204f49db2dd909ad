import { randomUUID } from 'node:crypto';
import type { Actor } from '#contracts';
import { fingerprint } from '#persistence';
import { ApplicationService } from '../../apps/window/src/application/application.service.js';

import { CaseService } from '../../apps/window/src/cases/case.service.js';
import { CpuMeter } from './cpu.js';
import { DatabaseCheck } from './database-check.js';
import { closedLoop, Timings } from './drive.js';
import type { Options } from './options.js';
import { startEngine } from './product.js';
import { lineOf, residentMegabytes } from './report.js';
import type { Servers } from './servers.js';
import { DEPARTMENTS, NOW, openBody, opinionOf, windowOf } from './work.js';

/**
 * The engine in process: lifecycles through the service that every change goes through, with all the product stores.
 * The relay carries every message to its queue and the ledger books; the departments are elsewhere, their messages wait
 * in their queues, and their opinions are sent at once, as the window sends them when they come back by message. The time
 * ends when the ledger has booked the last permit and the outbox is empty.
 */
export async function runEngine(options: Options, servers: Servers): Promise<object> {
  const app = await startEngine(servers);
  const database = await DatabaseCheck.connect(servers.databaseUrl);
  try {
    const timings = new Timings();
    const lifecycle = lifecycleOf(
      app.get(CaseService, { strict: false }),
      app.get(ApplicationService, { strict: false }),
      timings,
    );
    const { warmup, lifecycles, concurrency } = options;
    const all = warmup + lifecycles;
    await closedLoop({ from: 0, to: warmup, concurrency }, lifecycle);
    await database.drained(warmup);
    timings.clear();
    const before = residentMegabytes();
    const meter = new CpuMeter(servers.pids);
    const startedAt = performance.now();
    await closedLoop({ from: warmup, to: all, concurrency }, lifecycle);
    timings.add('drain', await elapsed(database.drained(all)));
    const milliseconds = performance.now() - startedAt;
    const cpu = meter.read();
    const memory = { before, after: residentMegabytes() };
    const check = await database.verify(all);
    return lineOf(options, { milliseconds, timings, spans: ['drain'], cpu, memory, check });
  } finally {
    await database.close();
    await app.close();
  }
}

function lifecycleOf(cases: CaseService, applications: ApplicationService, timings: Timings) {
  return async (index: number): Promise<void> => {
    const startedAt = performance.now();
    const actor = clerkOf(index);
    const opened = await timings.time('submit', cases.open(actor, randomUUID(), openBody(index)));
    const applicationId = opened.applications[0]?.id ?? '';
    await timings.time('accept', applications.send(accepted(applicationId, actor)));
    const answers = await Promise.all(
      DEPARTMENTS.map((department) =>
        timings.time('approve', applications.send(approved(applicationId, index, department))),
      ),
    );
    if (!answers.some(({ permitNumber }) => permitNumber !== null)) throw new Error(`no permit for ${applicationId}`);
    timings.add('lifecycle', performance.now() - startedAt);
  };
}

function clerkOf(index: number): Actor {
  const { id } = windowOf(index);
  return { id: `clerk-${id}`, name: '窗口人员', role: 'clerk', windowId: id };
}

function accepted(applicationId: string, actor: Actor) {
  const event = { type: 'clerk.accepted' } as const;
  const command = { commandId: `${actor.id}:${randomUUID()}`, fingerprint: fingerprint(applicationId, event), actor };
  return { kind: 'event' as const, ...command, at: NOW, applicationId, event };
}

/** The command the window's message handler makes of an opinion. */
function approved(applicationId: string, index: number, { branch, departmentId }: (typeof DEPARTMENTS)[number]) {
  const opinion = opinionOf(index, branch);
  const { quantities, conditions } = opinion;
  const reviewerName = `审批人员 ${departmentId}`;
  const payload = { applicationId, branch, cycle: 1, departmentId, reviewerName, opinion };
  return {
    kind: 'event' as const,
    commandId: `message:${randomUUID()}`,
    fingerprint: fingerprint(payload),
    actor: { id: `department:${departmentId}`, name: reviewerName, role: 'system' as const },
    at: NOW,
    applicationId,
    event: { type: 'review.approved' as const, branch, cycle: 1, departmentId, quantities, conditions },
    opinion: { reviewerName, opinion, givenAt: NOW.toISOString() },
    discardIfRefused: true,
  };
}

async function elapsed(work: Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work;
  return performance.now() - startedAt;
}
