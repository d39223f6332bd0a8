/** Composing a village's sheet: the one function behind the screen, the paper and the verify page. */
import { listAreasOfVillage } from '#app/areas/area.repository.server.ts';
import { areaKindWords } from '#app/areas/area.schema.ts';
import { listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { paths } from '#app/http/paths.ts';
import { Problem } from '#app/problem.ts';
import { listProductsOfVillage } from '#app/products/product.repository.server.ts';
import { listTitlesOfVillage } from '#app/titles/title.repository.server.ts';
import { levelOn } from '#app/titles/title.rules.ts';
import { formatDay, formatInstant } from '#app/ui/format.ts';
import { qrSvg } from '#app/ui/qr.ts';
import { levelWords } from '#app/villages/level.rules.ts';
import { lineageSentence } from '#app/villages/lineage.rules.ts';
import { listStatistics } from '#app/villages/statistic.repository.server.ts';
import { getVillage, type Village } from '#app/villages/village.repository.server.ts';
import { nameOn } from '#app/villages/village.rules.ts';
import { retentionWords } from '#app/villages/village.schema.ts';
import { listLineage } from '#app/villages/village-event.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { drawLedgerChart } from './ledger-chart.server.tsx';
import { findSeal, getVerificationKey, isDemonstration } from './register.repository.server.ts';
import { isIssued, issueCode, readCode } from './verification-code.server.ts';
import { type SheetDifference, sheetDifferences } from './village-sheet.rules.ts';
import type { VillageSheet } from './village-sheet.ts';
import { ledgerTable, produceLines, titleLines } from './village-sheet-lines.rules.ts';

interface Printing {
  /** `YYYY-MM-DD` */
  asOf: string;
  change: number;
  generatedAt: Date;
  /** Base of the link in the QR code. */
  publicUrl: string;
  /** The years of the ledger, as a sheet printed before shows them; the newest ones where left out. */
  years?: readonly string[];
}

/**
 * The sheet of a village as of a day, as known at a change. The same village, day and change give the same sheet
 * whatever was written since; only `foot.generatedAt` follows the clock.
 *
 * @param register the register itself: the sheet reads it at `change`
 * @throws Problem `not-found` where the register did not know the village at that change
 */
export async function getVillageSheet(register: Db, code: string, printing: Printing): Promise<VillageSheet> {
  const { asOf, change, generatedAt, publicUrl, years } = printing;
  if (asOf > dayInShanghai(generatedAt)) throw new Problem('invalid', '业务日期还没有到，不能出具报告。');
  const db = knownAt(register, change);
  const village = await getVillage(db, code);
  const lineage = (await listLineage(db, code)).filter((event) => event.day <= asOf);
  const name = nameOn(village.name, await listLineage(db, code), asOf);
  const titles = await listTitlesOfVillage(db, code);
  const statistics = (await listStatistics(db, code)).filter(({ year }) => year <= Number(asOf.slice(0, 4)));
  const level = levelOn(titles, asOf);
  const seal = await findSeal(register, change);
  const verifyCode = issueCode(
    { village: code, asOf, change },
    { key: await getVerificationKey(register), hash: seal?.hash ?? '' },
  );
  const url = `${publicUrl}${paths.verify(verifyCode)}`;
  return {
    title: `${name}登记情况`,
    demo: await isDemonstration(register),
    town: village.townName,
    code,
    profile: profileLines(village, level === null ? '尚无称号' : levelWords[level]),
    introduction: village.introduction,
    titles: titleLines(titles, asOf),
    areas: (await listAreasOfVillage(db, code))
      .filter(({ since }) => since === null || since <= asOf)
      .map(({ name: area, kind, since, membership }) => ({
        name: membership === 'confirmed' ? area : `${area}（成员身份待确认）`,
        kind: areaKindWords[kind],
        since: since === null ? '日期不详' : formatDay(since),
      })),
    produce: await produceOf(db, code, asOf),
    statistics: ledgerTable(statistics, years),
    chart: drawLedgerChart(statistics),
    lineage: lineage.map((event) => lineageSentence(event, code)),
    verify: { code: verifyCode, url, qrSvg: qrSvg(url, { sizeMm: 24 }) },
    foot: {
      asOf: formatDay(asOf),
      change: `第 ${change} 号`,
      generatedAt: formatInstant(generatedAt.toISOString()),
    },
    documentDate: dayInShanghai(seal ? new Date(seal.at) : generatedAt),
  };
}

async function produceOf(db: Db, village: string, asOf: string): Promise<VillageSheet['produce']> {
  const products = await listProductsOfVillage(db, village);
  const ids = products.map(({ id }) => id);
  return produceLines(products, await listCertificatesOfProducts(db, ids), asOf);
}

function profileLines(village: Village, level: string): VillageSheet['profile'] {
  const missing = '未采集';
  return [
    { label: '所属镇', value: village.townName },
    { label: '统计用区划代码', value: village.code },
    { label: '规划保留保护', value: retentionWords[village.retention] },
    { label: '美丽乡村等级', value: level },
    { label: '主导产业', value: village.industry ?? missing },
    { label: '自然村落', value: village.settlements ?? missing },
  ];
}

/** What the register says of a printed page. */
export type Verification =
  | { state: 'unknown' }
  | {
      state: 'valid' | 'corrected';
      printed: VillageSheet;
      village: string;
      asOf: string;
      change: number;
      printedAt: string;
      latest: number;
      differences: SheetDifference[];
    };

/**
 * Whether a printed page says what the register said: `unknown` where this register never issued its code or its
 * history was altered since, `corrected` where the same day reads differently now.
 */
export async function verifyVillageSheet(
  register: Db,
  code: string,
  { latest, now, publicUrl }: { latest: number; now: Date; publicUrl: string },
): Promise<Verification> {
  const page = readCode(code);
  const seal = page && (await findSeal(register, page.change));
  if (!page || !seal) return { state: 'unknown' };
  if (!isIssued(code, page, { key: await getVerificationKey(register), hash: seal.hash })) return { state: 'unknown' };
  const { village, asOf, change } = page;
  const printing = { asOf, generatedAt: now, publicUrl };
  const printed = await getVillageSheet(register, village, { ...printing, change });
  // A ledger of a year that the page does not show corrects nothing on it.
  const { years } = printed.statistics;
  const today = await getVillageSheet(register, village, { ...printing, change: latest, years });
  const differences = sheetDifferences(printed, today);
  const state = differences.length === 0 ? 'valid' : 'corrected';
  return { state, printed, village, asOf, change, printedAt: seal.at, latest, differences };
}
