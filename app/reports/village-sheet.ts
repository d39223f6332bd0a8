/**
 * What a printed page says of itself: screen, paper and the verification page of every sheet and report share it.
 */
export interface PageFrame {
  title: string;
  /** Prints 演示数据 in the head of every page. */
  demo: boolean;
  /** `head`: the hash that seals the change that the page was read at, and with it all before. */
  verify: { code: string; url: string; qrSvg: string; head: string };
  /** 2025年12月31日, 第 128 号, 2026年11月24日 16:20: the labels are the template's. */
  foot: { asOf: string; change: string; generatedAt: string };
  /** The document's own day, `YYYY-MM-DD`: that of the change, not of the clock, so that a reprint has the same bytes. */
  documentDate: string;
}

/** What is said of one village, ready to be set: every value in words as it prints, a missing one as 未采集. */
export interface VillageContents {
  /** 张马村登记情况 */
  title: string;
  town: string;
  code: string;
  /** 所属镇, 统计用区划代码, 规划保留保护, 美丽乡村等级, 主导产业, 自然村落 … */
  profile: { label: string; value: string }[];
  /** Each line a paragraph; null when none was written. */
  introduction: string | null;
  titles: { programme: string; awardYear: string; stage: string; day: string; document: string; confirmed: string }[];
  areas: { name: string; kind: string; since: string }[];
  /** What is grown on the bases in the village; a product has a line for each of its certificates, or one without. */
  produce: { product: string; producer: string; certificate: string; state: string }[];
  /** The newest five years, oldest first; as many values in a row as years. */
  statistics: { years: string[]; rows: { label: string; unit: string; values: string[] }[] };
  /**
   * An SVG string with its own xmlns, size and face (Noto Sans SC): no style sheet reaches paper. It prints at its own
   * size (1 px = 0.75 pt), at most as wide as the text.
   */
  chart: { svg: string; alt: string; caption: string } | null;
  /** 更名、合并 in sentences, oldest first. */
  lineage: string[];
}

/** The printed sheet of one village. */
export type VillageSheet = VillageContents & PageFrame;
