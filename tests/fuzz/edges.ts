/** The edges of the register's own schemas: for each field the values just within and just without what it takes. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** A schema of a form or a query, by the name under which the register knows it. */
export interface NamedSchema {
  name: string;
  schema: z.ZodType;
}

/** Every schema that is exported from a `*.schema.ts`: whatever is added there is asked, too. */
export async function allSchemas(): Promise<NamedSchema[]> {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.schema.ts'));
  const found: NamedSchema[] = [];
  for (const file of files.sort()) {
    const exported: Record<string, unknown> = await import(path.resolve('app', file));
    for (const [name, schema] of Object.entries(exported))
      if (schema instanceof z.ZodType) found.push({ name: `${file} ${name}`, schema });
  }
  return found;
}

/** The fields of a schema of an object, through whatever is wrapped around it; of several alternatives all. */
export function fieldsOf(schema: z.core.$ZodType): Map<string, z.core.$ZodType[]> {
  const fields = new Map<string, z.core.$ZodType[]>();
  for (const part of partsOf(schema)) {
    if (!(part instanceof z.ZodObject)) continue;
    for (const [name, field] of Object.entries<z.core.$ZodType>(part.shape))
      fields.set(name, [...(fields.get(name) ?? []), field]);
  }
  return fields;
}

/** Texts at the edges of what a field takes. */
export function edgesOf(field: z.core.$ZodType): string[] {
  return partsOf(field).flatMap((part) => {
    if (part instanceof z.ZodEnum) return [...part.options.map(String), `${part.options[0]} `];
    if (part instanceof z.ZodLiteral) return [...part.values].map(String);
    if (part instanceof z.ZodString) return [...around(part.minLength), ...around(part.maxLength)].flatMap(texts);
    if (part instanceof z.ZodNumber) return [part.minValue, part.maxValue].flatMap(around).map(String);
    return [];
  });
}

/** A schema and what it is made of. */
function partsOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodPipe) return [...partsOf(schema.in), ...partsOf(schema.out)];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(partsOf);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return partsOf(schema.unwrap());
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodCatch) return partsOf(schema.def.innerType);
  return [schema];
}

const around = (edge: number | null): number[] =>
  edge === null || !Number.isSafeInteger(edge) ? [] : [edge - 1, edge, edge + 1];

/** A text of so many units: of signs of one unit, and of such as take two. */
const texts = (length: number): string[] =>
  length < 0 || length > 20_000 ? [] : ['村'.repeat(length), '\u{20bb7}'.repeat(length / 2) + 'x'.repeat(length % 2)];

/** For each name of a field, the edges of every schema that has one of that name. */
export async function edgesByName(): Promise<ReadonlyMap<string, readonly string[]>> {
  const edges = new Map<string, string[]>();
  for (const { schema } of await allSchemas())
    for (const [name, fields] of fieldsOf(schema))
      edges.set(name, [...new Set([...(edges.get(name) ?? []), ...fields.flatMap(edgesOf)])]);
  return edges;
}
