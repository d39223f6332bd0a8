/** Every content of a report as label and text: how the verify page says what was corrected since it was made. */
import type { Booklet, ReportBlock, ReportSheet } from './report-sheet.ts';
import { type Line, villageLines } from './village-sheet.rules.ts';

export function reportLines(report: Booklet | ReportSheet): Line[] {
  if (report.kind === 'booklet')
    return report.towns.flatMap(({ villages }) =>
      villages.flatMap((village) =>
        villageLines(village).map(([label, text]): Line => [`${village.name} · ${label}`, text]),
      ),
    );
  return report.sections.flatMap(({ heading, blocks, parts }) => [
    ...blocks.flatMap((block, place) => blockLines(heading, block, place)),
    ...parts.flatMap((part) =>
      part.blocks.flatMap((block, place) => blockLines(`${heading} · ${part.heading}`, block, place)),
    ),
  ]);
}

function blockLines(heading: string, block: ReportBlock, place: number): Line[] {
  switch (block.block) {
    case 'paragraph':
    case 'quote':
      return [[`${heading}，第 ${place + 1} 段`, block.text]];
    case 'list':
      return [[`${heading}，第 ${place + 1} 段`, block.items.join('；')]];
    case 'facts':
      return block.items.map(({ label, value }) => [`${heading} · ${label}`, value]);
    case 'picture':
      return [[block.caption, block.alt]];
    case 'gauges':
      return block.gauges.map(({ label, value, unit, state }) => [
        `${heading} · ${label}`,
        `${value} ${unit} · ${state}`,
      ]);
    case 'table':
      return tableLines(block);
  }
}

/** A row is named by its first cell, and by which of that name it is. */
function tableLines({ caption, rows }: Extract<ReportBlock, { block: 'table' }>): Line[] {
  const seen = new Map<string, number>();
  return rows.map(([name = '', ...cells]) => {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return [`${caption}：${name}${nth > 1 ? `（${nth}）` : ''}`, cells.join(' · ')];
  });
}
