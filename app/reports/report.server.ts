/** Composing a report: the one function behind the screen, the paper and the verify page. */
import { listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { concernsTown } from '#app/plan/overview.rules.ts';
import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import { getIndicators } from '#app/plan/progress.server.ts';
import { type CountedReceipt, getReceipts } from '#app/plan/receipt.server.ts';
import { notFound } from '#app/problem.ts';
import { listBrands, listBrandsOfPlace } from '#app/producers/brand.repository.server.ts';
import { listProducts } from '#app/products/product.repository.server.ts';
import { ProductQuery } from '#app/products/product.schema.ts';
import { listTowns } from '#app/villages/town.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { learnedAt } from '#db/known-at.ts';
import { readBooklet } from './booklet.server.ts';
import { briefSections } from './brief.rules.ts';
import { framePage, type Printing, refuseComingDay, refuseManyTowns } from './page-frame.server.ts';
import { type ProduceData, produceSections } from './produce-report.rules.ts';
import { closingSections, progressSections } from './progress-report.rules.ts';
import { drawForecast, drawTrends } from './report-charts.server.tsx';
import { type ReportKind, reportKinds } from './report-kind.ts';
import type { Booklet, ReportSection, ReportSheet } from './report-sheet.ts';

/**
 * A report as of a day, as known at a change. The same kind, town, day and change give the same report whatever was
 * written since; only `foot.generatedAt` follows the clock.
 *
 * @param register the register itself: the report reads it at `change`
 * @param town the code of a town; null for the three together
 * @throws Problem `not-found` for a town that the register did not know, `invalid` for a day to come, and for what lists the rows of
 *   all towns where they are many
 */
export async function getReport(
  register: Db,
  { kind, town }: { kind: ReportKind; town: string | null },
  printing: Printing,
): Promise<Booklet | ReportSheet> {
  refuseComingDay(printing);
  const { asOf, change } = printing;
  const db = await learnedAt(register, change);
  if (kind === 'booklet' || kind === 'produce') await refuseManyTowns(db, town);
  const towns = await townsOf(db, town);
  const scope = town === null ? '青西三镇' : towns.map(({ name }) => name).join('');
  const page = { report: kind, town, asOf, change };
  const frame = { ...(await framePage(register, page, `${scope}${reportKinds[kind].word}`, printing)), scope };
  if (kind === 'booklet') return { ...frame, kind, towns: await readBooklet(db, town, asOf) };
  return { ...frame, kind, sections: await sectionsOf(db, kind, { asOf, town, towns }) };
}

/** Of many towns together no report names each. */
async function townsOf(db: Db, town: string | null) {
  if (town === null && !(await hasFewTowns(db))) return [];
  const towns = await listTowns(db, town === null ? {} : { town });
  if (towns.length === 0) throw notFound('这个镇');
  return towns;
}

interface Asked {
  asOf: string;
  town: string | null;
  towns: ProduceData['towns'];
}

async function sectionsOf(db: Db, kind: ReportSheet['kind'], asked: Asked): Promise<ReportSection[]> {
  const { asOf, town } = asked;
  // A figure of an area says nothing of a town without one of its villages: there it is left out, not 0.
  const concerned = ({ figure }: CountedReceipt) => town === null || concernsTown(figure);
  const receipts = (await getReceipts(db, { asOf, town })).filter(concerned);
  switch (kind) {
    case 'progress':
    case 'closing': {
      // Table 1 is set for the three towns together.
      const indicators = town === null ? await getIndicators(db, { asOf }) : [];
      const data = { asOf, receipts, indicators, trends: drawTrends(receipts) };
      return kind === 'progress' ? progressSections(data) : closingSections(data);
    }
    case 'brief':
      return briefSections({ asOf, receipts });
    case 'produce': {
      const green = receipts.find(({ figure }) => figure.key === 'green-rate') ?? null;
      return produceSections({ ...(await produceOf(db, asked)), green, forecast: green && drawForecast(green) });
    }
  }
}

/** A report holds all of them. */
const asMany = 1_000_000;

async function produceOf(db: Db, { asOf, town, towns }: Asked): Promise<Omit<ProduceData, 'green' | 'forecast'>> {
  const query = ProductQuery.parse({ q: '', ...(town !== null && { town }) });
  const products = await listProducts(db, query, asOf, asMany);
  const own = products.flatMap(({ regionalBrandId, brandId }) => [regionalBrandId ?? [], brandId ?? []].flat());
  return {
    ...{ asOf, towns, products },
    brands: town === null ? await listBrands(db) : await listBrandsOfPlace(db, town, own),
    certificates: await listCertificates(db, town === null ? {} : { town }),
  };
}
