/** Spreadsheets opened by LibreOffice, as an office's own program would open them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const program = 'soffice';

export interface CalcCell {
  /** `string`, `float`, `date` …; null for an empty cell. */
  type: string | null;
  /** Text as shown, a number, a day. */
  value: string | number | null;
  formula: string | null;
  /** Whether the cell is picked from a list. */
  listed: boolean;
}

export interface CalcSheet {
  name: string;
  hidden: boolean;
  rows: CalcCell[][];
}

/** The sheets of each file, by its name; one start of the program for all of them. */
export function openInCalc(files: Readonly<Record<string, Uint8Array>>): Record<string, CalcSheet[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'calc-'));
  try {
    const names = Object.keys(files);
    for (const name of names) writeFileSync(path.join(folder, name), files[name] ?? '');
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const sources = names.map((name) => path.join(folder, name));
    execFileSync(program, ['--headless', profile, '--convert-to', 'fods', '--outdir', folder, ...sources], {
      stdio: 'ignore',
    });
    return Object.fromEntries(
      names.map((name) => [name, sheetsOf(readFileSync(path.join(folder, name.replace(/\.\w+$/, '.fods')), 'utf8'))]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads what LibreOffice itself wrote: flat OpenDocument, in the few elements that cells take. */
function sheetsOf(xml: string): CalcSheet[] {
  const hiddenStyles = new Set(
    [...xml.matchAll(/<style:style style:name="(\w+)" style:family="table"[^>]*>(.*?)<\/style:style>/gs)]
      .filter(([, , body = '']) => body.includes('table:display="false"'))
      .map(([, name]) => name),
  );
  return [...xml.matchAll(/<table:table table:name="([^"]*)" table:style-name="(\w+)".*?>(.*?)<\/table:table>/gs)].map(
    ([, name = '', style = '', body = '']) => ({
      name: decode(name),
      hidden: hiddenStyles.has(style),
      rows: rowsOf(body),
    }),
  );
}

function rowsOf(table: string): CalcCell[][] {
  const rows = [...table.matchAll(/<table:table-row([^>]*)>(.*?)<\/table:table-row>/gs)].flatMap(
    ([, head = '', body = '']) => {
      const cells = cellsOf(body);
      const repeated = attribute(head, 'table:number-rows-repeated');
      // Empty rows down to the end of the sheet are repeated a million times.
      return Array.from({ length: Math.min(Number(repeated ?? 1), 3) }, () => cells);
    },
  );
  const last = rows.findLastIndex((cells) => cells.some(({ type }) => type !== null));
  return rows.slice(0, last + 1);
}

function cellsOf(row: string): CalcCell[] {
  const pattern =
    /<table:(?:covered-)?table-cell((?:\s[\w:-]+="[^"]*")*)\s*(?:\/>|>(.*?)<\/table:(?:covered-)?table-cell>)/gs;
  return [...row.matchAll(pattern)].flatMap(([, head = '', body = '']) => {
    const cell = cellOf(head, body);
    return Array.from(
      { length: Math.min(Number(attribute(head, 'table:number-columns-repeated') ?? 1), 60) },
      () => cell,
    );
  });
}

function cellOf(head: string, body: string): CalcCell {
  const type = attribute(head, 'office:value-type');
  const text = [...body.matchAll(/<text:p[^>]*?(?:\/>|>(.*?)<\/text:p>)/gs)].map(([, inner = '']) => textOf(inner));
  const value =
    type === 'float'
      ? Number(attribute(head, 'office:value'))
      : type === 'date'
        ? (attribute(head, 'office:date-value') ?? null)
        : type === null
          ? null
          : text.join('\n');
  return {
    ...{ type, value, formula: attribute(head, 'table:formula') },
    listed: attribute(head, 'table:content-validation-name') !== null,
  };
}

function textOf(xml: string): string {
  const spaces = xml.replace(/<text:s(?: text:c="(\d+)")?\/>/g, (_, count = '1') => ' '.repeat(Number(count)));
  return decode(
    spaces
      .replace(/<text:tab\/>/g, '\t')
      .replace(/<text:line-break\/>/g, '\n')
      .replace(/<[^>]+>/g, ''),
  );
}

function attribute(head: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(head)?.[1];
  return found === undefined ? null : decode(found);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return entities[name] ?? whole;
  });
}
