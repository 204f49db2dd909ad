import type { DecidedLine } from '#contracts';

/** How the question to a department ended. */
export type ReviewOutcome = 'approved' | 'returned' | 'refused' | 'cancelled';

/** Parameters of every effect, by name. All of them survive JSON. */
export interface EffectParams {
  /** Accepted (受理): the decision clock starts. */
  acceptApplication: Record<string, never>;
  /** One notice of everything that is missing (补正, 行政许可法 art 32(4)). */
  noticeCorrection: { missing: string[] };
  /** Not accepted: no permit needed, not competent, or still incomplete (art 32(1), (2)). */
  declineApplication: { ground: string; reasons: string; rightAgency?: string };
  /** Ask one department, in one review cycle. */
  requestReview: { branch: string; departmentId: string; cycle: number; note?: string };
  /** The department answered, or its answer is no longer needed. */
  closeReview: { branch: string; departmentId: string; cycle: number; outcome: ReviewOutcome };
  /** Grant: the permit with the quantities and conditions the opinions left standing (art 38, 39). */
  issuePermit: { lines: DecidedLine[]; conditions: string[] };
  /**
   * Refuse, with reasons and the department whose opinion caused it (art 38; 法释〔2009〕20号 art 5); without a
   * department if the opinions refuse only together.
   */
  refusePermit: { reasons: string; departmentId?: string };
}

/** The name of an effect. */
export type EffectType = keyof EffectParams;
/** What a transition asks to be done in the same transaction: a name and serialisable parameters. */
export type Effect = { [T in EffectType]: { readonly type: T; readonly params: EffectParams[T] } }[EffectType];

/** Names of all effects. */
export const EFFECT_TYPES = [
  'acceptApplication',
  'noticeCorrection',
  'declineApplication',
  'requestReview',
  'closeReview',
  'issuePermit',
  'refusePermit',
] as const satisfies readonly EffectType[];
