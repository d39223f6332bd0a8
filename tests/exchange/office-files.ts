/** Spreadsheets as offices make them: sheets written as flat OpenDocument, and saved by LibreOffice itself. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const program = 'soffice';

/** Text, a number, a day, a day that is shown as its month, a formula with the value that it had, or a cell that spans columns. */
export type OfficeCell =
  | string
  | number
  | { day: string }
  | { month: string }
  | { formula: string }
  | { text: string; spans: number }
  | null;

export interface OfficeSheet {
  name: string;
  hidden?: boolean;
  rows: readonly (readonly OfficeCell[])[];
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const paragraphs = (text: string) =>
  text
    .split('\n')
    .map((line) => `<text:p>${escaped(line)}</text:p>`)
    .join('');

function cellXml(cell: OfficeCell): string {
  if (cell === null) return '<table:table-cell/>';
  if (typeof cell === 'number') return `<table:table-cell office:value-type="float" office:value="${cell}"/>`;
  if (typeof cell === 'string')
    return `<table:table-cell office:value-type="string">${paragraphs(cell)}</table:table-cell>`;
  if ('day' in cell)
    return `<table:table-cell table:style-name="day" office:value-type="date" office:date-value="${cell.day}"/>`;
  if ('month' in cell)
    return `<table:table-cell table:style-name="month" office:value-type="date" office:date-value="${cell.month}"/>`;
  if ('formula' in cell) return `<table:table-cell table:formula="of:${escaped(cell.formula)}"/>`;
  const rest = '<table:covered-table-cell/>'.repeat(cell.spans - 1);
  return `<table:table-cell table:number-columns-spanned="${cell.spans}" office:value-type="string">${paragraphs(cell.text)}</table:table-cell>${rest}`;
}

function flatDocument(sheets: readonly OfficeSheet[]): string {
  const names = ['office', 'table', 'text', 'style', 'number'];
  const spaces = names.map((name) => {
    const last = name === 'number' ? 'datastyle' : name;
    return `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${last}:1.0"`;
  });
  spaces.push('xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"');
  const tables = sheets.map(
    ({ name, hidden, rows }) =>
      `<table:table table:name="${escaped(name)}"${hidden ? ' table:style-name="hidden"' : ''}>${rows
        .map((row) => `<table:table-row>${row.map(cellXml).join('') || '<table:table-cell/>'}</table:table-row>`)
        .join('')}</table:table>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${spaces.join(' ')} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
<number:date-style style:name="ymd"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<number:date-style style:name="ym"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text></number:date-style>
<style:style style:name="month" style:family="table-cell" style:data-style-name="ym"/>
<style:style style:name="day" style:family="table-cell" style:data-style-name="ymd"/>
</office:automatic-styles>
<office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:document>`;
}

export type Format = 'xlsx' | 'xls' | 'ods';

/** The documents, each saved by LibreOffice in its format; one start of it for each format. */
export function savedByLibreOffice<K extends string>(
  documents: Readonly<Record<K, { sheets: readonly OfficeSheet[]; format?: Format }>>,
): Record<K, Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'office-'));
  const saved = new Map<string, Buffer>();
  const entries = Object.entries<{ sheets: readonly OfficeSheet[]; format?: Format }>(documents);
  try {
    for (const [name, { sheets }] of entries) writeFileSync(path.join(folder, `${name}.fods`), flatDocument(sheets));
    for (const format of ['xlsx', 'xls', 'ods'] as const) {
      const names = entries.filter(([, document]) => (document.format ?? 'xlsx') === format).map(([name]) => name);
      if (names.length === 0) continue;
      const files = names.map((name) => path.join(folder, `${name}.fods`));
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      const asked = ['--headless', profile, '--convert-to', format, '--outdir', folder, ...files];
      execFileSync(program, asked, { stdio: 'pipe', timeout: 100_000 });
      for (const name of names) saved.set(name, readFileSync(path.join(folder, `${name}.${format}`)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return Object.fromEntries(saved) as Record<K, Buffer>;
}
