/** The reports, ready to be set: every value in words as it prints. Screen and paper share these shapes. */
import type { ReportKind } from './report-kind.ts';
import type { PageFrame, VillageContents } from './village-sheet.ts';

interface ReportFrame extends PageFrame {
  kind: ReportKind;
  /** 三镇, or the town's name. */
  scope: string;
}

/** A village of a booklet: `level` and `retention` stand beside its name before the villages of its town. */
export type BookletVillage = VillageContents & { name: string; level: string; retention: string };

/** One village after another, by town. */
export interface Booklet extends ReportFrame {
  kind: 'booklet';
  towns: { code: string; name: string; villages: BookletVillage[] }[];
}

export interface ReportColumn {
  header: string;
  align: 'left' | 'center' | 'right';
  /** The share of the table's width that its words need; null: as wide as they are. */
  share: number | null;
}

/** How far a figure has come; `bar` in the figure's unit, null where there is nothing to hold it against. */
export interface Gauge {
  label: string;
  value: string;
  unit: string;
  target: string;
  state: string;
  bar: { value: number | null; target: number; baseline: number | null } | null;
}

export type ReportBlock =
  | { block: 'paragraph'; text: string }
  /** The plan's own words. */
  | { block: 'quote'; text: string; source: string }
  | { block: 'list'; items: string[] }
  | { block: 'facts'; items: { label: string; value: string }[] }
  | { block: 'table'; caption: string; columns: ReportColumn[]; rows: string[][] }
  /** An SVG string with its own xmlns, size and face, as in a village's sheet. */
  | { block: 'picture'; svg: string; alt: string; caption: string }
  | { block: 'gauges'; gauges: Gauge[] };

export interface ReportSection {
  heading: string;
  blocks: ReportBlock[];
  /** Parts under headings of their own. */
  parts: { heading: string; blocks: ReportBlock[] }[];
}

/** A report in sections. */
export interface ReportSheet extends ReportFrame {
  kind: Exclude<ReportKind, 'booklet'>;
  sections: ReportSection[];
}
