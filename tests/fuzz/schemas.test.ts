/** Every schema takes whatever comes without failing, and what it refuses it refuses in the register's own words. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseFields } from '#app/http/forms.server.ts';
import { Problem } from '#app/problem.ts';
import { allSchemas, edgesOf, fieldsOf, type NamedSchema } from './edges.ts';
import { nastyText, runs, saySeed } from './nasty.ts';

beforeAll(() => saySeed());

/** Answers and settings are written by the program itself, never by somebody who fills a form. */
const isTyped = ({ name }: NamedSchema) => !/answers|method|ledger-template|figure\.schema|conflict/.test(name);

const typed = (await allSchemas()).filter((named) => isTyped(named) && fieldsOf(named.schema).size > 0);

test('the schemas are found', () => expect(typed.length).toBeGreaterThan(40));

describe.each(typed)('$name', ({ schema }) => {
  test('answers any form in Chinese', () => {
    const wire = fc.record(
      Object.fromEntries(
        [...fieldsOf(schema)].map(([name, fields]) => {
          const edges = fields.flatMap(edgesOf);
          return [name, edges.length > 0 ? fc.oneof(nastyText, fc.constantFrom(...edges)) : nastyText];
        }),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(wire, (fields) => {
        const begun = performance.now();
        for (const message of messagesOf(schema, fields)) expect(message).toMatch(/^[^A-Za-z]*\p{Script=Han}/u);
        expect(performance.now() - begun).toBeLessThan(500);
      }),
      runs(60),
    );
  });
});

function messagesOf(schema: NamedSchema['schema'], fields: unknown): string[] {
  try {
    parseFields(schema, fields);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.errors.map(({ message }) => message);
  }
}
