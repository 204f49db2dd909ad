import { Inject, Injectable } from '@nestjs/common';
import type { Actor, OpenCase, Rule } from '#contracts';
import { type Fault, RuleViolation, refuseFaults } from '#domain';
import { fingerprint } from '#persistence';
import { Clock, CONFIG, type Config } from '#platform';
import { PERMIT_REGISTRY, type PermitRegistry } from '#workflow-kit';
import { ApplicationService } from '../application/application.service.js';
import { type NewApplication, type OpenAnswer } from '../application/command.js';
import { TOWNS, WINDOWS } from '../catalogue/seed/index.js';

const rule = (id: string, zh: string, en: string): Rule => ({ id, text: { zh, en } });
const UNKNOWN_ITEM = rule('item.unknown', '没有这一许可事项', 'no such permit item');
const UNKNOWN_TOWN = rule('town.unknown', '没有这一乡镇（街道）', 'no such town');
const NO_WINDOW = rule('window.none', '该乡镇没有可受理的专窗', 'no service window serves this town');
const NOT_OWN = rule('owner.notOwn', '业主只能为本单位提出申请', 'an owner files for its own organisation only');
const NOT_DEMO = rule(
  'case.notDemonstration',
  '合成数据仅限演示模式',
  'synthetic data belong to demonstration mode only',
);
const CLERK_RECEIVES = rule('case.clerkReceives', '收件由窗口人员办理', 'only a clerk receives papers');

/** Opens cases: checks what the schemas cannot know, and hands the whole bundle to the commit lane as one command. */
@Injectable()
export class CaseService {
  constructor(
    @Inject(ApplicationService) private readonly applications: ApplicationService,
    @Inject(PERMIT_REGISTRY) private readonly registry: PermitRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Opens a case for the clerk at its window or the owner for itself. Rejects with every fault of the bundle. */
  open(actor: Actor, key: string, body: OpenCase): Promise<OpenAnswer> {
    refuseFaults([...caseFaults(actor, body, this.config.demo), ...this.itemFaults(body)]);
    return this.applications.open({
      kind: 'open',
      commandId: `${actor.id}:${key}`,
      fingerprint: fingerprint('case', body),
      actor,
      at: this.clock.now(),
      windowId: windowOf(actor, body) ?? '',
      body,
      applications: this.read(body),
    });
  }

  private itemFaults({ applications }: OpenCase): Fault[] {
    return applications.flatMap(({ item }, index) =>
      this.registry.current(item) === undefined ? [{ field: `/applications/${index}/item`, rule: UNKNOWN_ITEM }] : [],
    );
  }

  /** Reads every application's content; the faults of all of them are told at once. */
  private read({ applications }: OpenCase): NewApplication[] {
    const faults: Fault[] = [];
    const read = applications.flatMap(({ item, form, lines }, index) => {
      const definition = this.registry.current(item);
      if (definition === undefined) return [];
      try {
        const content = definition.readContent({ form, lines }, `/applications/${index}`);
        return [{ definition, content: { form: content.form, lines: [...content.lines] }, input: content }];
      } catch (error) {
        if (!(error instanceof RuleViolation)) throw error;
        faults.push(...error.faults);
        return [];
      }
    });
    refuseFaults(faults);
    return read;
  }
}

/** The clerk's own window; for an owner the window of the town. */
function windowOf(actor: Actor, { townCode }: OpenCase): string | undefined {
  return actor.role === 'clerk' ? actor.windowId : WINDOWS.find((window) => window.townCode === townCode)?.id;
}

function caseFaults(actor: Actor, body: OpenCase, demo: boolean): Fault[] {
  const faults: Fault[] = [];
  if (!TOWNS.some(({ code }) => code === body.townCode)) faults.push({ field: '/townCode', rule: UNKNOWN_TOWN });
  else if (windowOf(actor, body) === undefined) faults.push({ field: '/townCode', rule: NO_WINDOW });
  if (actor.role === 'owner' && actor.ownerUscc !== body.owner.uscc)
    faults.push({ field: '/owner/uscc', rule: NOT_OWN });
  if (body.synthetic && !demo) faults.push({ field: '/synthetic', rule: NOT_DEMO });
  if (actor.role === 'owner' && body.received) faults.push({ field: '/received', rule: CLERK_RECEIVES });
  return faults;
}
