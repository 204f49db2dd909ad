/** A SQL statement with a name, prepared once per connection under that name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Names a statement. The name is unique in the process and has at most 63 characters. */
export function statement(name: string, text: string): Statement {
  return { name, text };
}

/** A column of a set-based insert: its name and PostgreSQL type. */
export type Columns = Readonly<Record<string, string>>;

/**
 * A set-based insert of any number of rows in one statement: `$1` is a JSON array of objects with the columns' names.
 * `suffix` is appended, for instance `ON CONFLICT … RETURNING …`.
 */
export function insertStatement(name: string, table: string, columns: Columns, suffix = ''): Statement {
  const names = Object.keys(columns).map((column) => `"${column}"`);
  const types = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
  return statement(
    name,
    `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.join(', ')} FROM json_to_recordset($1::json) AS row(${types.join(', ')}) ${suffix}`,
  );
}

/**
 * Several set-based writes as one statement, which costs one execution and one answer instead of one each: part `k` takes
 * its rows as `$k`, in the order of the object, and the answer counts the rows of each part. The parts see the tables as
 * they were before; constraints between their rows are checked after all of them.
 */
export function together(name: string, parts: Readonly<Record<string, Statement>>): Statement {
  const entries = Object.entries(parts).map(([part, { text }], index) => {
    const returning = / RETURNING /.test(text) ? '' : ' RETURNING 1';
    return { part, text: text.replaceAll('$1', `$${index + 1}`) + returning };
  });
  const writes = entries.map(({ part, text }) => `"${part}" AS (${text})`);
  const counts = entries.map(({ part }) => `(SELECT count(*)::int FROM "${part}") AS "${part}"`);
  return statement(name, `WITH ${writes.join(', ')} SELECT ${counts.join(', ')}`);
}
