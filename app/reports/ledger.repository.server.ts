/** The register's rows as ledgers read them. A field is filled here once, whichever ledger names it. */
import { listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { schemes } from '#app/certificates/scheme.rules.ts';
import { listProgrammes, listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { standingOn } from '#app/titles/title.rules.ts';
import { dayWords } from '#app/titles/title-words.rules.ts';
import { listVillagesAfter } from '#app/villages/village-list.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { LedgerRow, Raw } from './ledger.rules.ts';

interface Asked {
  asOf: string;
  /** The code of a town; null for the three together. */
  town: string | null;
  /** Of villages the year of their statistics, of titles the award year, of certificates a year in which they run; null for all. */
  year: number | null;
}

type Values = Record<string, Raw>;

/** `town.name`, `village.name` …: the columns of one row, under the name of its table. */
const named = (table: string, row: object): Values =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [`${table}.${column}`, value as Raw]));

const asMany = 1_000_000;

/** Towns and villages as they were on the day, those too that had ended; in the order of the codes. */
async function villagesOn(db: Db, { asOf, town }: Asked) {
  const filter = { q: '', ended: '1' as const, ...(town !== null && { town }) };
  const items = await listVillagesAfter(db, filter, { asOf, after: '', limit: asMany });
  const towns = await townsByCode(db, town);
  const rows = await db
    .selectFrom('village')
    .select(['code', 'industry', 'settlements', 'townCode'])
    .$if(town !== null, (query) => query.where('townCode', '=', String(town)))
    .execute();
  const stored = new Map(rows.map((row) => [row.code, row]));
  return items.map(({ code, name, retention, level, end, town: { code: townCode } }) => ({
    ...{ code, isEnded: end !== null },
    values: {
      ...named('town', towns.get(townCode) ?? {}),
      ...named('village', { ...stored.get(code), code, name, retention, level: level ?? 'none' }),
    },
  }));
}

async function townsByCode(db: Db, town: string | null) {
  const query = db.selectFrom('town').selectAll();
  const rows = await (town === null ? query : query.where('code', '=', town)).execute();
  return new Map(rows.map((row) => [row.code, row]));
}

export async function villageRows(db: Db, asked: Asked): Promise<LedgerRow[]> {
  const year = asked.year ?? (await statisticYears(db, asked.asOf))[0] ?? Number(asked.asOf.slice(0, 4));
  const statistics = await db
    .selectFrom('statistic')
    .selectAll()
    .where('year', '=', year)
    .$if(asked.town !== null, (query) =>
      query.where('villageCode', 'in', (eb) =>
        eb.selectFrom('village').select('village.code').where('village.townCode', '=', String(asked.town)),
      ),
    )
    .execute();
  const kept = new Map(statistics.map((row) => [row.villageCode, row]));
  const villages = (await villagesOn(db, asked)).filter(({ isEnded }) => !isEnded);
  return villages.map(({ code, values }) => ({
    id: code,
    values: { ...values, ...named('statistic', { ...kept.get(code), year }) },
  }));
}

/** The titles that had begun by the day, each where it then stood. */
export async function titleRows(db: Db, asked: Asked): Promise<LedgerRow[]> {
  const villages = new Map((await villagesOn(db, asked)).map(({ code, values }) => [code, values]));
  const programmes = new Map((await listProgrammes(db)).map((row) => [row.key, row]));
  const titles = await listTitlesWithSteps(db, {
    ...(asked.town !== null && { town: asked.town }),
    ...(asked.year !== null && { awardYear: asked.year }),
  });
  return titles.flatMap(({ id, villageCode, programmeKey, awardYear, note, steps }) => {
    const { stage } = standingOn(steps, asked.asOf);
    const last = steps.filter(({ day, confirmation }) => day <= asked.asOf && confirmation !== 'declined').at(-1);
    if (stage === null || last === undefined) return [];
    const { documentNumber, confirmation } = last;
    const values = {
      ...villages.get(villageCode),
      ...named('programme', programmes.get(programmeKey) ?? {}),
      ...named('title', { programmeKey, awardYear, note }),
      // Only a naming waits for the district's word; of other steps there is none to collect.
      ...named('titleStep', { stage, day: dayWords(last), documentNumber, confirmation: confirmation ?? '—' }),
    };
    return [{ id, values }];
  });
}

export async function certificateRows(db: Db, { asOf, town, year }: Asked): Promise<LedgerRow[]> {
  const certificates = await listCertificates(db, town === null ? {} : { town });
  const towns = await townsByCode(db, town);
  const producers = await producersById(db, town);
  const products = await productsById(db, town);
  const runs = (each: { validFrom: string; validTo: string | null }) =>
    year === null || (each.validFrom <= `${year}-12-31` && (each.validTo ?? '9999') >= `${year}-01-01`);
  const begun = certificates.filter((each) => each.validFrom <= asOf && runs(each));
  return begun.map((each) => {
    const { scheme, number, firmCode, validFrom, validTo, approvedOutput, events } = each;
    const endless = schemes[scheme].months === null ? '长期有效' : null;
    const state = certificateStateOn(each, events, asOf);
    const certificate = { scheme, number, firmCode, validFrom, validTo: validTo ?? endless, approvedOutput, state };
    return {
      id: each.id,
      values: {
        ...named('town', towns.get(each.townCode) ?? {}),
        ...named('producer', producers.get(each.producerId) ?? {}),
        ...named('product', products.get(each.productId) ?? {}),
        ...named('certificate', certificate),
      },
    };
  });
}

async function producersById(db: Db, town: string | null) {
  const query = db.selectFrom('producer').select(['id', 'kind', 'name', 'creditCode']);
  const rows = await (town === null ? query : query.where('townCode', '=', town)).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function productsById(db: Db, town: string | null) {
  const rows = await db
    .selectFrom('product')
    .select(['id', 'category', 'name', 'variety', 'season', 'packaging'])
    .$if(town !== null, (query) =>
      query.where('producerId', 'in', (eb) =>
        eb.selectFrom('producer').select('producer.id').where('producer.townCode', '=', String(town)),
      ),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The years of which statistics were kept up to the day, the newest first. */
export async function statisticYears(db: Db, asOf: string): Promise<number[]> {
  const rows = await db
    .selectFrom('statistic')
    .select('year')
    .distinct()
    .where('year', '<=', Number(asOf.slice(0, 4)))
    .orderBy('year', 'desc')
    .execute();
  return rows.map(({ year }) => year);
}
