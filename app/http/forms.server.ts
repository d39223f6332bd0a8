/** From a request's body to a schema's value, keeping the text as it was typed. */
import type { z } from 'zod';
import { unforeseen } from '#app/fields.ts';
import { invalid, Problem } from '#app/problem.ts';

export interface WireForm {
  /** Text fields as typed, each line ended by a line feed alone; of repeated names the last. */
  fields: Readonly<Record<string, string>>;
  /** The files of a field, in the order chosen. */
  files: ReadonlyMap<string, readonly File[]>;
}

/** @throws Problem `invalid` where the body is no form */
export async function readForm(request: Request): Promise<WireForm> {
  const body = await request.formData().catch(() => {
    throw new Problem('invalid', '提交的内容无法识别，请返回上一页重新提交。');
  });
  const fields: [string, string][] = [];
  const files = new Map<string, File[]>();
  for (const [name, value] of body) {
    // Browsers send CR and LF. HTML drops the first LF of a text area, and so would a page that shows the text again.
    if (typeof value === 'string') fields.push([name, value.replace(/\r\n?/g, '\n')]);
    // A field in which no file was chosen sends one without a name; a file may be empty.
    else if (value.name !== '') files.set(name, [...(files.get(name) ?? []), value]);
  }
  return { fields: Object.fromEntries(fields), files };
}

/** Fields that may be kept and shown again: passwords and codes are typed anew. */
export function withoutSecrets(fields: WireForm['fields']): WireForm['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !/(password|oneTimeCode)$/i.test(name)));
}

/** @throws Problem `invalid` with an error for each field that the schema refuses */
export function parseFields<S extends z.ZodType>(schema: S, fields: unknown): z.output<S> {
  const parsed = schema.safeParse(fields, unforeseen);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
}
