export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './src/embedded-postgres.js';
export {
  DatabaseFolderError,
  DatabaseInUseError,
  DatabaseSetupError,
  DatabaseStartError,
  DatabaseVersionError,
  EmbeddedPostgresError,
} from './src/errors.js';
export type { PostgresSettings } from './src/postmaster.js';
