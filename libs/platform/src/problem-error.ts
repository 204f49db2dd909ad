import type { Text } from '#contracts';
import type { Fault } from '#domain';

/** Everything a problem says beyond its status. */
export interface ProblemDetails {
  /** Stable identifier of the kind of problem, the last part of its `type` URI. */
  readonly code: string;
  readonly title: Text;
  readonly detail?: Text;
  readonly faults?: readonly Fault[];
  readonly allowedEvents?: readonly string[];
}

/** An error with an HTTP status and a bilingual explanation; answered as an RFC 9457 problem. */
export class ProblemError extends Error {
  readonly status: number;
  readonly problem: ProblemDetails;

  constructor(status: number, problem: ProblemDetails) {
    super(`${problem.code}: ${problem.detail?.en ?? problem.title.en}`);
    this.name = 'ProblemError';
    this.status = status;
    this.problem = problem;
  }
}

const problem = (status: number, code: string, zh: string, en: string) => (detail?: Text) =>
  new ProblemError(status, { code, title: { zh, en }, ...(detail === undefined ? {} : { detail }) });

/** 401: nobody is signed in. */
export const notSignedIn = problem(401, 'notSignedIn', '请先登录', 'sign in first');
/** 401: user name or password is wrong; which of the two is not said. */
export const signInRefused = problem(401, 'signInRefused', '用户名或密码不正确', 'wrong user name or password');
/** 403: the role may not do this. */
export const notAllowed = problem(403, 'notAllowed', '您的角色无权进行此操作', 'your role may not do this');
/** 404: no such record, or none that the caller may see; the two are not told apart. */
export const notFound = problem(404, 'notFound', '没有此记录，或您无权查看', 'no such record, or none you may see');
/** 409: the record's state does not allow this. */
export const stateConflict = problem(
  409,
  'stateConflict',
  '当前状态不允许此操作',
  'the current state does not allow this',
);
/** 412: somebody else changed the record since it was read. */
export const staleVersion = problem(
  412,
  'staleVersion',
  '记录已被他人修改，请重新读取',
  'the record has changed; read it again',
);
/** 422: a key was used before for something else. */
export const keyReused = problem(
  422,
  'idempotencyKey.reused',
  '此幂等键已用于另一项操作',
  'this Idempotency-Key was used for another command',
);
/** 428: an edit must name the version it was made on. */
export const versionRequired = problem(
  428,
  'versionRequired',
  '须以 If-Match 注明版本',
  'name the version in If-Match',
);
/** 400: a command must carry a key. */
export const keyRequired = problem(
  400,
  'idempotencyKey.missing',
  '须以 Idempotency-Key 注明幂等键（8至100个字符）',
  'send an Idempotency-Key of 8 to 100 characters',
);
/** 503: a service this one stands on does not answer. */
export const unavailable = problem(503, 'unavailable', '服务暂不可用', 'service unavailable');
