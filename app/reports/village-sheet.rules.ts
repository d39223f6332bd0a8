/** What differs between two sheets of one village: how the verify page says what was corrected since printing. */
import type { VillageContents } from './village-sheet.ts';

export interface SheetDifference {
  label: string;
  printed: string;
  now: string;
}

export type Line = [label: string, text: string];

/** What stands for a content that one of the two does not have. */
export const absent = '（无）';

/** The contents that differ, in the order of the sheet; what every printing changes (foot, code) is left out. */
export function sheetDifferences(printed: VillageContents, now: VillageContents): SheetDifference[] {
  return differencesOf(villageLines(printed), villageLines(now));
}

/** The lines, each a label and its text, whose text differs. */
export function differencesOf(printed: readonly Line[], now: readonly Line[]): SheetDifference[] {
  const before = new Map(printed);
  const after = new Map(now);
  const labels = [...new Set([...before.keys(), ...after.keys()])];
  return labels
    .map((label) => ({ label, printed: before.get(label) ?? absent, now: after.get(label) ?? absent }))
    .filter((line) => line.printed !== line.now);
}

/** Every content of a sheet as label and text. */
export function villageLines(sheet: VillageContents): Line[] {
  const lines: Line[] = [
    ['标题', sheet.title],
    ['所属镇', sheet.town],
  ];
  for (const { label, value } of sheet.profile) lines.push([label, value]);
  if (sheet.introduction !== null) lines.push(['村庄简介', sheet.introduction]);
  for (const [place, title] of sheet.titles.entries())
    lines.push([
      `荣誉与创建 ${place + 1}：${title.programme}`,
      [title.awardYear, title.stage, title.day, title.document, title.confirmed].join(' · '),
    ]);
  for (const area of sheet.areas) lines.push([`示范片区：${area.name}`, `${area.kind} · ${area.since}`]);
  for (const { product, certificate, producer, state } of sheet.produce)
    lines.push([`农产品：${product}，${certificate}`, `${producer} · ${state}`]);
  for (const row of sheet.statistics.rows)
    for (const [place, year] of sheet.statistics.years.entries())
      lines.push([`${year} ${row.label}`, `${row.values[place] ?? ''} ${row.unit}`.trim()]);
  for (const [place, sentence] of sheet.lineage.entries()) lines.push([`沿革 ${place + 1}`, sentence]);
  return lines;
}
