/** Forms as bytes: as a browser sends them, and as only ill will does. */
import fc from 'fast-check';
import type { Question } from './ask.ts';
import { nastyText, plainText, wellFormed } from './nasty.ts';
import type { Field, Form } from './page.ts';

export interface Part {
  name: string;
  value: string;
  /** The name of the file that this is; null for a field. */
  fileName: string | null;
}

type Edges = ReadonlyMap<string, readonly string[]>;

const isText = ({ type }: Pick<Field, 'type'>) =>
  !['hidden', 'select', 'radio', 'checkbox', 'file', 'submit', 'button'].includes(type);

/** Whether anything is written in a form, rather than chosen. */
export const isWritten = ({ fields }: Form): boolean => fields.some(isText);

/** What a person can make of a form: anything in what is written, what is offered in what is chosen. */
export function filledIn({ fields, buttons }: Form, edges: Edges): fc.Arbitrary<Part[]> {
  const parts = groupsOf(fields).map((group) => answerTo(group, edges));
  const button = buttons.length > 0 ? fc.constantFrom(...buttons) : fc.constant({ name: '', value: '' });
  return fc
    .tuple(fc.tuple(...parts), button)
    .map(([said, { name, value }]) => [...said.flat(), ...(name === '' ? [] : [{ name, value, fileName: null }])]);
}

/** A form with too much in every field that is written, and the last of what can be chosen: sent by each of its buttons. */
export function overfilled({ fields, buttons }: Form): Part[][] {
  const say = ({ name, type, value, options }: Field): Part[] => {
    if (type === 'file') return [];
    const chosen = type === 'select' ? (options.at(-1) ?? '') : value;
    return [{ name, value: isText({ type }) ? '长'.repeat(5_000) : chosen, fileName: null }];
  };
  const said = groupsOf(fields).flatMap((group) => say(group.at(-1) ?? group[0]));
  return (buttons.length > 0 ? buttons : [{ name: '', value: '' }]).map(({ name, value }) => [
    ...said,
    ...(name === '' ? [] : [{ name, value, fileName: null }]),
  ]);
}

/** Radio buttons of one name are one question. */
function groupsOf(fields: readonly Field[]): [Field, ...Field[]][] {
  const groups: [Field, ...Field[]][] = [];
  for (const field of fields) {
    const same =
      field.type === 'radio' && groups.find(([first]) => first.type === 'radio' && first.name === field.name);
    if (same) same.push(field);
    else groups.push([field]);
  }
  return groups;
}

function answerTo(group: [Field, ...Field[]], edges: Edges): fc.Arbitrary<Part[]> {
  const [field] = group;
  const { name, type, value, options } = field;
  const say = (text: string): Part[] => [{ name, value: text, fileName: null }];
  if (type === 'hidden') return fc.constant(say(value));
  if (type === 'checkbox') return fc.constantFrom([], say(value));
  if (type === 'select') return options.length > 0 ? fc.constantFrom(...options).map(say) : fc.constant([]);
  if (type === 'radio') {
    const choices = group.map((choice) => say(choice.value));
    // What is chosen can be changed, and not taken back.
    return group.some(({ ticked }) => ticked) ? fc.constantFrom(...choices) : fc.constantFrom([], ...choices);
  }
  if (type === 'file') return nastyFile(name).map((file) => [file]);
  const atEdge = edges.get(name) ?? [];
  return fc
    .oneof(
      { weight: 2, arbitrary: fc.constant(value) },
      { weight: 3, arbitrary: nastyText },
      ...(atEdge.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...atEdge) }] : []),
    )
    .map(say);
}

const magic = [
  '',
  '%PDF-1.4\n',
  '\x89PNG\r\n\x1a\n',
  'PK\x03\x04',
  '\xff\xd8\xff\xe0',
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '\0',
];

const nastyFile = (name: string): fc.Arbitrary<Part> =>
  fc
    .tuple(
      plainText,
      fc.constantFrom(...magic),
      plainText,
      fc.constantFrom('', '.pdf', '.csv', '.xlsx', '.png', '.exe'),
    )
    .map(([title, head, rest, ending]) => ({ name, value: head + rest, fileName: title + ending }));

/** What should stand in a field again when its form is refused: as it was typed, as far as a page can hold it. A mark of byte order is none of the text. */
const asShown = (text: string): string =>
  wellFormed(text)
    .replace(/^\ufeff|\0/g, '')
    .replace(/\r\n?/g, '\n');

/** What of a form a person wrote or chose, and so must find again. A secret and a file are given anew. */
export function toBeFound({ fields }: Form, parts: readonly Part[]): { name: string; type: string; said: string[] }[] {
  const visible = fields.filter(
    ({ name, type }) => !['hidden', 'file'].includes(type) && !/(password|oneTimeCode)$/i.test(name),
  );
  return [...new Map(visible.map((field) => [field.name, field])).values()].map(({ name, type }) => ({
    ...{ name, type },
    said: parts.filter((part) => part.name === name && part.fileName === null).map(({ value }) => asShown(value)),
  }));
}

/** Whether a form still offers what was chosen of it when it was first seen. */
export const offers = ({ fields }: Form, parts: readonly Part[]): boolean =>
  parts.every(({ name, value }) => {
    const same = fields.filter((field) => field.name === name);
    if (same.some(({ type }) => type === 'select')) return same.some(({ options }) => options.includes(value));
    return same.every(({ type }) => type !== 'radio') || same.some((choice) => choice.value === value);
  });

/** What stands in a form's field, in the same words. */
export function found({ fields }: Form, name: string): string[] {
  return fields
    .filter((field) => field.name === name && (isText(field) || field.type === 'select' || field.ticked))
    .map(({ value }) => asShown(value));
}

export function encode(parts: readonly Part[], isMultipart: boolean): Pick<Question, 'headers' | 'body'> {
  return isMultipart ? multipart(parts) : urlEncoded(parts);
}

function urlEncoded(parts: readonly Part[]): Pick<Question, 'headers' | 'body'> {
  const body = new URLSearchParams(parts.map(({ name, value }) => [wellFormed(name), wellFormed(value)])).toString();
  return { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body };
}

const boundary = '----register-boundary-7f3a';

function multipart(parts: readonly Part[]): Pick<Question, 'headers' | 'body'> {
  const quoted = (text: string) => text.replace(/\r\n?|\n/g, '%0D%0A').replaceAll('"', '%22');
  const pieces = parts.map(({ name, value, fileName }) => {
    const file = fileName === null ? '' : `; filename="${quoted(fileName)}"\r\nContent-Type: application/octet-stream`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n\r\n`;
    // A file's text is bytes, each as the character of its number.
    return Buffer.concat([
      Buffer.from(head),
      Buffer.from(value, fileName === null ? 'utf8' : 'latin1'),
      Buffer.from('\r\n'),
    ]);
  });
  return {
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

const strangeName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'a[b]', 'a.b', 'fields[0][name]', 'change', 'intent', ''),
  plainText,
);

/** The same parts with what no browser sends: left out, repeated, renamed, nested, a file for a field, a field for a file. */
const misplaced = (parts: readonly Part[]): fc.Arbitrary<Part[]> =>
  fc
    .array(
      fc.tuple(
        fc.nat({ max: Math.max(0, parts.length - 1) }),
        fc.constantFrom('drop', 'repeat', 'rename', 'change', 'file', 'field', 'add'),
        plainText,
        strangeName,
      ),
      { maxLength: 4 },
    )
    .map((edits) => {
      const edited = [...parts];
      for (const [place, edit, text, name] of edits) {
        const part = edited[place] ?? { name: 'x', value: '', fileName: null };
        if (edit === 'drop') edited.splice(place, 1);
        else if (edit === 'repeat') edited.push({ ...part, value: text });
        else if (edit === 'add') edited.push({ name, value: text, fileName: null });
        else edited.splice(place, 1, { ...part, ...changed(edit, text, name) });
      }
      return edited;
    });

function changed(edit: 'rename' | 'change' | 'file' | 'field', text: string, name: string): Partial<Part> {
  if (edit === 'rename') return { name };
  if (edit === 'change') return { value: text };
  return { fileName: edit === 'file' ? text : null };
}

const otherTypes = [
  ...[
    '',
    'text/plain',
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'x/y; charset=utf-16',
  ],
  ...[
    'application/x-www-form-urlencoded; charset=gbk',
    `multipart/form-data; boundary=${'b'.repeat(300)}`,
    'multipart/mixed',
  ],
];

/** A form as bytes that may be cut, of another type than they say, or no form at all. */
export function forged(form: Form, edges: Edges): fc.Arbitrary<Pick<Question, 'headers' | 'body'>> {
  const sent = filledIn(form, edges)
    .chain(misplaced)
    .chain((parts) => fc.boolean().map((isMultipart) => encode(parts, isMultipart)));
  const cut = fc.tuple(sent, fc.double({ min: 0, max: 1, noNaN: true })).map(([{ headers, body = '' }, share]) => ({
    headers,
    body: Buffer.from(body).subarray(0, Math.floor(Buffer.byteLength(body) * share)),
  }));
  const mislabelled = fc
    .tuple(sent, fc.constantFrom(...otherTypes))
    .map(([{ body }, type]) => ({ headers: { 'Content-Type': type }, body }));
  const zipped = sent.map(({ headers, body }) => ({ headers: { ...headers, 'Content-Encoding': 'gzip' }, body }));
  const raw = fc
    .tuple(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(...otherTypes, `multipart/form-data; boundary=${boundary}`),
    )
    .map(([body, type]) => ({ headers: { 'Content-Type': type }, body }));
  const broken = fc
    .constantFrom(
      'a=%',
      'a=%zz&b',
      '&&&',
      '=',
      '%00=%00',
      'x=%ED%A0%80',
      '%FF%FE',
      '[]',
      '{"a":',
      `${'a=1&'.repeat(20_000)}`,
    )
    .map((body) => ({ headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body }));
  return fc.oneof(
    { weight: 6, arbitrary: sent },
    ...[cut, mislabelled, zipped, raw, broken].map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}
