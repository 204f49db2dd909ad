import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { inLanguage, type Language, type Problem, type Text } from '#contracts';
import { RuleViolation } from '#domain';
import { ProblemError } from './problem-error.js';

const BY_STATUS: Readonly<Record<number, { code: string; title: Text }>> = {
  400: { code: 'malformed', title: { zh: '请求无法解析', en: 'the request cannot be read' } },
  404: { code: 'notFound', title: { zh: '没有此地址', en: 'no such address' } },
  405: { code: 'methodNotAllowed', title: { zh: '不支持此方法', en: 'method not allowed' } },
  408: { code: 'timeout', title: { zh: '请求超时', en: 'the request took too long' } },
  413: { code: 'tooLarge', title: { zh: '请求内容过大', en: 'the body is too large' } },
  414: { code: 'addressTooLong', title: { zh: '请求地址过长', en: 'the address is too long' } },
  415: { code: 'mediaType', title: { zh: '须为 application/json', en: 'send application/json' } },
  429: { code: 'tooManyRequests', title: { zh: '请求过于频繁，请稍后再试', en: 'too many requests; try later' } },
  431: { code: 'headersTooLarge', title: { zh: '请求头过大', en: 'the headers are too large' } },
  503: { code: 'unavailable', title: { zh: '服务暂不可用', en: 'service unavailable' } },
};

/**
 * The language a request asks for (RFC 9110, 12.5.4): Simplified Chinese unless English has the higher quality, or the
 * same and stands before it.
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? '').split(',').map(rangeOf);
  const wish = (language: string) => {
    const own = ranges.filter((range) => range.language === language);
    const matching = own.length > 0 ? own : ranges.filter((range) => range.language === '*');
    const quality = Math.max(0, ...matching.map((range) => range.quality));
    return { quality, place: ranges.findIndex((range) => matching.includes(range) && range.quality === quality) };
  };
  const [chinese, english] = [wish('zh'), wish('en')];
  if (english.quality !== chinese.quality) return english.quality > chinese.quality ? 'en' : 'zh-CN';
  return english.quality > 0 && english.place < chinese.place ? 'en' : 'zh-CN';
}

function rangeOf(part: string): { language: string; quality: number } {
  const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
  const [language = ''] = range.split('-');
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return { language, quality: /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0 };
}

/** Turns every error into an RFC 9457 problem in the caller's language; unknown errors are logged and say nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const logger = new Logger('http');

/** Answers a request with an error as {@link ProblemFilter} does; for routes that Nest does not know. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const language = languageOf(request.headers['accept-language']);
  const body = { ...problemOf(error, language), instance: request.url.split('?')[0] ?? '' };
  if (body.status >= 500) logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  void reply.status(body.status).header('content-type', PROBLEM_TYPE).header('content-language', language).send(body);
}

/**
 * Answers what the HTTP parser could not read, so that there is no request: with the same problem, in Chinese because
 * no wish could be read either. Then the connection is closed, for nobody knows where the next request would begin.
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = UNREADABLE[error.code ?? ''] ?? 400;
  const body = JSON.stringify(problemOf({ statusCode: status }, 'zh-CN'));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    `Content-Type: ${PROBLEM_TYPE}`,
    'Content-Language: zh-CN',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}

const UNREADABLE: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

function problemOf(error: unknown, language: Language): Problem {
  if (error instanceof RuleViolation) return violation(error, language);
  if (error instanceof ProblemError) return explained(error, language);
  const status = statusOf(error);
  const known = BY_STATUS[status] ?? {
    code: status < 500 ? 'refused' : 'internal',
    title: status < 500 ? { zh: '请求被拒绝', en: 'refused' } : { zh: '系统内部错误', en: 'internal error' },
  };
  return { type: typeUri(known.code), status, code: known.code, title: inLanguage(known.title, language) };
}

const typeUri = (code: string): string => `urn:pinglu-window:problem:${code}`;

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

function violation(error: RuleViolation, language: Language): Problem {
  return {
    type: typeUri('ruleViolation'),
    status: 422,
    code: 'ruleViolation',
    title: inLanguage({ zh: '内容不符合要求', en: 'the content breaks a rule' }, language),
    faults: faultsIn(error.faults, language),
  };
}

function explained({ status, problem }: ProblemError, language: Language): Problem {
  return {
    type: typeUri(problem.code),
    status,
    code: problem.code,
    title: inLanguage(problem.title, language),
    ...(problem.detail === undefined ? {} : { detail: inLanguage(problem.detail, language) }),
    ...(problem.faults === undefined ? {} : { faults: faultsIn(problem.faults, language) }),
    ...(problem.allowedEvents === undefined ? {} : { allowedEvents: [...problem.allowedEvents] }),
  };
}

function faultsIn(faults: RuleViolation['faults'], language: Language): Problem['faults'] {
  return faults.map(({ field, rule }) => ({
    field,
    rule: rule.id,
    message: inLanguage(rule.text, language),
    ...(rule.legalBasis === undefined ? {} : { legalBasis: rule.legalBasis }),
  }));
}
