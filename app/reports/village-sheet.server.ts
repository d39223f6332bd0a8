/** Composing a village's sheet: the one function behind the screen, the paper and the verify page. */

import { areaKindWords } from '#app/areas/area.fields.ts';
import { listAreasOfVillage } from '#app/areas/area.repository.server.ts';
import { listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { listProductsOfVillage } from '#app/products/product.repository.server.ts';
import { listTitlesOfVillage } from '#app/titles/title.repository.server.ts';
import { levelOn } from '#app/titles/title.rules.ts';
import { formatDay } from '#app/ui/format.ts';
import { levelWords } from '#app/villages/level.rules.ts';
import { lineageSentence } from '#app/villages/lineage.rules.ts';
import { listStatistics } from '#app/villages/statistic.repository.server.ts';
import { retentionWords } from '#app/villages/village.fields.ts';
import { getVillage, type Village } from '#app/villages/village.repository.server.ts';
import { nameOn } from '#app/villages/village.rules.ts';
import { listLineage } from '#app/villages/village-event.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { learnedAt } from '#db/known-at.ts';
import { drawLedgerChart } from './ledger-chart.server.tsx';
import { findIssuedPage, framePage, type Printing, refuseComingDay } from './page-frame.server.ts';
import { type SheetDifference, sheetDifferences } from './village-sheet.rules.ts';
import type { VillageContents, VillageSheet } from './village-sheet.ts';
import { ledgerTable, produceLines, titleLines } from './village-sheet-lines.rules.ts';

/**
 * The sheet of a village as of a day, as known at a change. The same village, day and change give the same sheet
 * whatever was written since; only `foot.generatedAt` follows the clock.
 *
 * @param register the register itself: the sheet reads it at `change`
 * @throws Problem `not-found` where the register did not know the village at that change
 */
export async function getVillageSheet(
  register: Db,
  code: string,
  printing: Printing & { years?: readonly string[] },
): Promise<VillageSheet> {
  refuseComingDay(printing);
  const { asOf, change, years } = printing;
  const contents = await readVillage(await learnedAt(register, change), code, asOf, years);
  return { ...contents, ...(await framePage(register, { village: code, asOf, change }, contents.title, printing)) };
}

/**
 * What is said of a village as of a day, by the register as `db` reads it.
 *
 * @param years of the ledger, as a sheet printed before shows them; the newest ones where left out
 * @throws Problem `not-found`
 */
export async function readVillage(
  db: Db,
  code: string,
  asOf: string,
  years?: readonly string[],
): Promise<VillageContents> {
  const village = await getVillage(db, code);
  const events = await listLineage(db, code);
  const titles = await listTitlesOfVillage(db, code);
  const statistics = (await listStatistics(db, code)).filter(({ year }) => year <= Number(asOf.slice(0, 4)));
  const level = levelOn(titles, asOf);
  return {
    title: `${nameOn(village.name, events, asOf)}登记情况`,
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
    lineage: events.filter(({ day }) => day <= asOf).map((event) => lineageSentence(event, code)),
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
  const issued = await findIssuedPage(register, code);
  if (issued === null || !('village' in issued.page)) return { state: 'unknown' };
  const { village, asOf, change } = issued.page;
  const printing = { asOf, generatedAt: now, publicUrl };
  const printed = await getVillageSheet(register, village, { ...printing, change });
  // A ledger of a year that the page does not show corrects nothing on it.
  const { years } = printed.statistics;
  const differences = sheetDifferences(
    printed,
    await getVillageSheet(register, village, { ...printing, change: latest, years }),
  );
  const state = differences.length === 0 ? 'valid' : 'corrected';
  return { state, printed, village, asOf, change, printedAt: issued.sealedAt, latest, differences };
}
