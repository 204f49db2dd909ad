/** Every failure of this library is one of these; messages are for people, Chinese first and English below. */
export abstract class EmbeddedPostgresError extends Error {
  constructor(chinese: string, english: string) {
    super(`${chinese}\n${english}`);
    this.name = new.target.name;
  }
}

/** The folder is being used by a living process: `pid` is the owning Node process, or the server itself if nobody owns it. */
export class DatabaseInUseError extends EmbeddedPostgresError {
  constructor(
    readonly dataDir: string,
    readonly pid: number,
  ) {
    super(
      `数据库文件夹 ${dataDir} 正被进程 ${pid} 使用。请先停止该进程,或另选一个文件夹。`,
      `The database folder ${dataDir} is in use by process ${pid}. Stop that process first, or choose another folder.`,
    );
  }
}

/** The folder was written by another PostgreSQL major version, whose files this one cannot read. Nothing was changed. */
export class DatabaseVersionError extends EmbeddedPostgresError {
  constructor(
    readonly dataDir: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(
      `数据库文件夹 ${dataDir} 属于 PostgreSQL ${found},而本程序使用 PostgreSQL ${expected}。请用旧版本导出(pg_dump)后再导入,或另选一个文件夹。`,
      `The database folder ${dataDir} belongs to PostgreSQL ${found}, but this program runs PostgreSQL ${expected}. Dump it with the old version and restore it into a new folder, or choose another folder.`,
    );
  }
}

/** The folder cannot be used as a database folder: something else lives there, or it belongs to somebody else. */
export class DatabaseFolderError extends EmbeddedPostgresError {
  constructor(
    readonly dataDir: string,
    chinese: string,
    english: string,
  ) {
    super(`无法使用数据库文件夹 ${dataDir}:${chinese}`, `Cannot use the database folder ${dataDir}: ${english}`);
  }
}

/** This computer or installation cannot run the embedded server at all, whatever the folder; the message says what to do. */
export class DatabaseSetupError extends EmbeddedPostgresError {}

/** The server or initdb ended instead of becoming ready. `output` is the end of what it printed. */
export class DatabaseStartError extends EmbeddedPostgresError {
  constructor(
    readonly step: string,
    readonly output: string,
  ) {
    super(
      `数据库未能启动(${step}):`,
      `The database could not be started (${step}):\n${output.trim() || '(no output)'}`,
    );
  }
}
