export { CommitLane, type CommitLaneOptions, type Outcome, VersionConflict } from './src/commit-lane.js';
export { Database, putRows, type Transaction } from './src/database.js';
export { fingerprint } from './src/fingerprint.js';
export { newId } from './src/new-id.js';
export { type DatabaseOptions, openDatabase } from './src/open-database.js';
export { PersistenceModule } from './src/persistence.module.js';
export { type Columns, insertStatement, type Statement, statement, together } from './src/statement.js';
