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
