/// <reference types="jest" />
import { type ApplicationContent, UNITS } from '#contracts';
import { RuleViolation } from '#domain';
import { advance, begin, type PermitDefinition } from '../index.js';

/**
 * Registers the tests of an item's form and lines from one complete example: the example is read, and each kind of
 * mistake is answered with a RuleViolation that names the field. The example must hold a line of every kind.
 */
export function describeContent(definition: PermitDefinition, example: ApplicationContent): void {
  const { form, lines } = example;
  const { required = [] } = definition.schemas.form as { required?: string[] };
  const faultyForm = (changed: object, taken: string[] = []) =>
    faultyFields(definition, { lines, form: without({ ...form, ...changed }, taken) });
  const faultyLine = (index: number, changed: object, taken: string[] = []) =>
    faultyFields(definition, {
      form,
      lines: lines.map((line, at) => (at === index ? without({ ...line, ...changed }, taken) : line)),
    });

  describe(`${definition.item}: content`, () => {
    it('reads the example, which has every kind of line', () => {
      expect(faultyFields(definition, example)).toEqual([]);
      expect(new Set(lines.map(({ kind }) => kind))).toEqual(
        new Set(definition.catalogue.lineKinds.map(({ kind }) => kind)),
      );
    });
    it.each(required)('names the form field %s if it is missing', (field) => {
      expect(faultyForm({}, [field])).toEqual([`/form/${field}`]);
    });
    it('names an unknown form field', () => expect(faultyForm({ noSuchField: 1 })).toEqual(['/form/noSuchField']));
    it('names the end of a period that ends before it begins', () => {
      expect(faultyForm({ from: '2023-05-02', to: '2023-05-01' })).toEqual(['/form/to']);
    });
    it.each(lines.map((line, index) => [line.kind, index, line] as const))('reads %s strictly', (_, index, line) => {
      const details = Object.keys(line).filter((field) => !['id', 'kind', 'unit'].includes(field));
      for (const field of details) expect(faultyLine(index, {}, [field])).toEqual([`/lines/${index}/${field}`]);
      const wrongUnit = line.unit === 't' ? 'm2' : 't';
      expect(faultyLine(index, { unit: wrongUnit })).toEqual([`/lines/${index}/unit`]);
      const overPrecise = `1.${'0'.repeat(UNITS[line.unit].decimals)}1`;
      expect(faultyLine(index, { applied: overPrecise })).toEqual([`/lines/${index}/applied`]);
      expect(faultyLine(index, { applied: '0' })).toEqual([`/lines/${index}/applied`]);
      expect(faultyLine(index, { noSuchField: 1 })).toEqual([`/lines/${index}/noSuchField`]);
      expect(faultyLine(index, { kind: 'noSuchKind' })).toEqual([`/lines/${index}/kind`]);
    });
  });
}

/** The fields a RuleViolation names for this content; none if the content is right. */
export function faultyFields(definition: PermitDefinition, content: ApplicationContent): string[] {
  try {
    definition.readContent(content);
    return [];
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    return error.faults.map(({ field }) => field);
  }
}

/** The departments asked when an application with this content is accepted, in the order of the workflow. */
export function departmentsAsked(definition: PermitDefinition, content: ApplicationContent): string[] {
  const started = begin(definition, definition.readContent(content));
  const received = advance(definition, started.stored, { type: 'clerk.received' });
  const { effects } = advance(definition, received.stored, { type: 'clerk.accepted' });
  return effects.flatMap((effect) => (effect.type === 'requestReview' ? [effect.params.departmentId] : []));
}

function without<T extends object>(value: T, fields: readonly string[]): T {
  return Object.fromEntries(Object.entries(value).filter(([field]) => !fields.includes(field))) as T;
}
