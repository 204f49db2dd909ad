import { insertStatement, statement } from '#persistence';

const ENTRY = {
  id: 'uuid',
  message_id: 'uuid',
  measure: 'text',
  item: 'text',
  kind: 'text',
  unit: 'text',
  quantity: 'numeric',
  application_id: 'uuid',
  line_id: 'text',
  permit_number: 'text',
  case_number: 'text',
  window_id: 'text',
  town_code: 'text',
  owner_uscc: 'text',
  owner_name: 'text',
  project_code: 'text',
  project_name: 'text',
  synthetic: 'boolean',
  accepted_on: 'date',
  decided_on: 'date',
} as const;

/** The statements of the ledger's commit lane; each works on any number of rows. */
export const SQL = {
  receive: insertStatement(
    'ledger.receive',
    'inbox',
    { message_id: 'uuid', received_at: 'timestamptz' },
    'ON CONFLICT (message_id) DO NOTHING RETURNING message_id',
  ),
  insertEntries: insertStatement('ledger.insertEntries', 'entry', ENTRY),
  // Sorted, so that two processes never wait for each other in a circle.
  addToTotals: statement(
    'ledger.addToTotals',
    `INSERT INTO total AS t (measure, item, kind, unit, town_code, month, synthetic, quantity)
     SELECT measure, item, kind, unit, town_code, date_trunc('month', decided_on)::date, synthetic, sum(quantity)
     FROM json_to_recordset($1::json) AS e(measure text, item text, kind text, unit text, town_code text,
       decided_on date, synthetic boolean, quantity numeric)
     GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 2, 6, 1, 3, 4, 5, 7
     ON CONFLICT (item, month, measure, kind, unit, town_code, synthetic)
     DO UPDATE SET quantity = t.quantity + excluded.quantity`,
  ),
  countDecisions: statement(
    'ledger.countDecisions',
    `INSERT INTO decision_count AS c (item, month, town_code, decisions)
     SELECT item, date_trunc('month', decided_on)::date, town_code, count(*)
     FROM json_to_recordset($1::json) AS d(item text, decided_on date, town_code text)
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
     ON CONFLICT (item, month, town_code) DO UPDATE SET decisions = c.decisions + excluded.decisions`,
  ),
} as const;
