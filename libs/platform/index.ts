export { ACCESS, type Access, Allow, EVERY_ROLE, Public } from './src/access.js';
export { ApiAnswer } from './src/api-answer.js';
export { Clock, SystemClock, VirtualClock } from './src/clock.js';
export { IdempotencyKey, IfMatch } from './src/command-headers.js';
export { CONFIG, type Config, readConfig } from './src/config.js';
export { ContractPipe } from './src/contract.pipe.js';
export { HealthController, Readiness, type ReadinessCheck } from './src/health.js';
export { createHttpApp, dressApp, type RootModule, runHttpApp } from './src/http-app.js';
export { openApiDocument, serveOpenApi } from './src/open-api.js';
export { PinoLogger } from './src/pino-logger.js';
export { PlatformModule } from './src/platform.module.js';
export { answerProblem, languageOf, ProblemFilter } from './src/problem.filter.js';
export {
  keyRequired,
  keyReused,
  notAllowed,
  notFound,
  notSignedIn,
  type ProblemDetails,
  ProblemError,
  signInRefused,
  staleVersion,
  stateConflict,
  unavailable,
  versionRequired,
} from './src/problem-error.js';
export { runService } from './src/run-service.js';
