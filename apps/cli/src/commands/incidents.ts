import type { Incident } from '#contracts';
import type { Desk } from '../desk.js';
import { CliError, EXIT } from '../exit-code.js';
import { officeTime, table } from '../table.js';

/** The services that keep incidents. */
const SERVICES = ['window', 'department', 'ledger'] as const;
const ERROR_LENGTH = 100;

/** `pinglu incidents list`: messages that kept failing, of all services, newest first. */
export async function listIncidents(desk: Desk): Promise<void> {
  const client = await desk.signIn('admin');
  const lists = await Promise.all(SERVICES.map((service) => client.all<Incident>(`/api/incidents/${service}`)));
  const incidents = lists.flat().sort((a, b) => b.occurredAt.localeCompare(a.occurredAt));
  desk.answer(incidents, () => {
    if (incidents.length === 0)
      return [desk.say({ zh: '没有消息出过故障。', en: 'No message has ever kept failing.' })];
    return table([header(desk), ...incidents.map((incident) => row(desk, incident))]);
  });
}

function header(desk: Desk): string[] {
  return [
    { zh: '编号', en: 'id' },
    { zh: '时间', en: 'at' },
    { zh: '状态', en: 'status' },
    { zh: '队列', en: 'queue' },
    { zh: '消息', en: 'message' },
    { zh: '次数', en: 'tries' },
    { zh: '原因', en: 'error' },
  ].map((text) => desk.say(text));
}

function row(desk: Desk, incident: Incident): string[] {
  const { id, occurredAt, status, queue, messageType, attempts, error } = incident;
  const told = desk.say(status === 'open' ? { zh: '待处理', en: 'open' } : { zh: '已重放', en: 'replayed' });
  const firstLine = (error.split('\n', 1)[0] ?? '').slice(0, ERROR_LENGTH);
  return [id, officeTime(occurredAt), told, queue, messageType, String(attempts), firstLine];
}

/** `pinglu incidents replay <id>`: puts the message back on its queue, whichever service keeps the incident. */
export async function replayIncident(desk: Desk, id: string): Promise<void> {
  const client = await desk.signIn('admin');
  for (const service of SERVICES) {
    try {
      const path = `/api/incidents/${service}/${encodeURIComponent(id)}/replay`;
      const answer = await client.post<{ id: string }>(path);
      desk.answer(answer, () => [desk.say({ zh: `已重放 ${id}。`, en: `Replayed ${id}.` })]);
      return;
    } catch (error) {
      // Which service keeps it is not in its number; the next one is asked.
      if (!(error instanceof CliError) || error.exitCode !== EXIT.notFound) throw error;
    }
  }
  const text = { zh: `没有编号为 ${id} 的待处理故障。`, en: `There is no open incident ${id}.` };
  throw new CliError(EXIT.notFound, desk.say(text));
}
