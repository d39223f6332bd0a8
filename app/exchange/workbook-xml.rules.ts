/** The parts of a workbook beside its sheets: what there is, where it is, and how cells look. Pure. */
import { declaration, escapeXml } from './sheet-xml.rules.ts';
import { type CellStyle, cellStyles, columnLetters, type Sheet } from './workbook.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const sheetPath = (index: number) => `xl/worksheets/sheet${index + 1}.xml`;

/** Every part but the sheets, by its path in the file. */
export function workbookParts(sheets: readonly Sheet[]): { path: string; xml: string }[] {
  return [
    { path: '[Content_Types].xml', xml: contentTypes(sheets) },
    { path: '_rels/.rels', xml: relations([['officeDocument', 'xl/workbook.xml']]) },
    { path: 'xl/workbook.xml', xml: workbook(sheets) },
    {
      path: 'xl/_rels/workbook.xml.rels',
      xml: relations([
        ...sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    },
    { path: 'xl/styles.xml', xml: styles },
  ];
}

function contentTypes(sheets: readonly Sheet[]): string {
  const override = (path: string, type: string) =>
    `<Override PartName="/${path}" ContentType="${mediaType}.${type}+xml"/>`;
  return [
    `${declaration}<Types xmlns="${packaged}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('xl/workbook.xml', 'sheet.main'),
    ...sheets.map((_, index) => override(sheetPath(index), 'worksheet')),
    `${override('xl/styles.xml', 'styles')}</Types>`,
  ].join('');
}

/** Targets in the order of their ids: rId1, rId2, … */
function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${relationships}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packaged}/relationships">${each.join('')}</Relationships>`;
}

function workbook(sheets: readonly Sheet[]): string {
  const listed = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  return [
    `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><bookViews><workbookView/></bookViews>`,
    `<sheets>${listed.join('')}</sheets><definedNames>${sheets.map(repeated).join('')}</definedNames></workbook>`,
  ].join('');
}

/** The frozen rows are printed on every page. */
function repeated({ name, frozen, columns }: Sheet, index: number): string {
  if (!frozen || frozen.rows === 0 || columns.length === 0) return '';
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(quotedName(name))}!$1:$${frozen.rows}</definedName>`;
}

const quotedName = (name: string) => `'${name.replaceAll("'", "''")}'`;

/** A reference to the first rows of a column of a sheet. */
export function columnReference(sheet: string, column: number, rows: number): string {
  const letters = columnLetters(column);
  return `${quotedName(sheet)}!$${letters}$1:$${letters}$${rows}`;
}

interface Look {
  /** Number format: one built in, or one of `formats`. */
  format?: number;
  font?: number;
  fill?: number;
  border?: number;
  /** The attributes of the alignment. */
  align?: string;
}

const formats: readonly [id: number, code: string][] = [
  [164, 'yyyy\\-mm\\-dd'],
  [165, '#,##0.0'],
  [166, '#,##0.0##'],
];

const inLines = 'vertical="center" wrapText="1"';

/** Fonts: body, header (bold ink), title, soft. Fills 2 and 3: the register's pale 青 and pale rice. */
const looks: Record<CellStyle, Look> = {
  plain: {},
  text: { format: 49 },
  code: { format: 49 },
  whole: { format: 3 },
  decimal1: { format: 165 },
  decimal2: { format: 4 },
  decimal3: { format: 166 },
  day: { format: 164 },
  year: { format: 1 },
  header: { font: 1, fill: 2, border: 1, align: inLines },
  headerEnd: { font: 1, fill: 2, border: 1, align: `horizontal="right" ${inLines}` },
  required: { font: 1, fill: 3, border: 1, align: inLines },
  requiredEnd: { font: 1, fill: 3, border: 1, align: `horizontal="right" ${inLines}` },
  title: { font: 2 },
  label: { font: 3, align: 'vertical="top"' },
  wrapped: { align: 'vertical="top" wrapText="1"' },
};

const solid = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
const font = (size: number, colour: string, bold = false) =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><color rgb="FF${colour}"/><name val="微软雅黑"/><family val="2"/><charset val="134"/></font>`;

function xf({ format = 0, font = 0, fill = 0, border = 0, align }: Look, quoted: boolean): string {
  const attributes = `numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"`;
  const alignment = align === undefined ? '/>' : ` applyAlignment="1"><alignment ${align}/></xf>`;
  return `<xf ${attributes}${quoted ? ' quotePrefix="1"' : ''}${alignment}`;
}

const cellFormats = [false, true].flatMap((quoted) => cellStyles.map((style) => xf(looks[style], quoted)));
const line = '<bottom style="thin"><color rgb="FF14565D"/></bottom>';

const styles = [
  `${declaration}<styleSheet xmlns="${main}"><numFmts count="${formats.length}">`,
  ...formats.map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`),
  `</numFmts><fonts count="4">${font(10.5, '1C2422')}${font(10.5, '1C2422', true)}${font(16, '1C2422', true)}${font(10.5, '525D59')}</fonts>`,
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  `${solid('DBE9E7')}${solid('FBF4E1')}</fills>`,
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border><left/><right/><top/>${line}<diagonal/></border></borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${cellFormats.length}">${cellFormats.join('')}</cellXfs>`,
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');
