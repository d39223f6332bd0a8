/** The green rate and the areas against plain SQL, and what a change of the method does to what readers are shown. */
import { sql } from 'kysely';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { TrendOfFigure, trendLead } from '#app/plan/figure-trend.tsx';
import { GreenRateSettings } from '#app/plan/method.schema.ts';
import { getOverview } from '#app/plan/progress.server.ts';
import { getFigure, getReceipt } from '#app/plan/receipt.server.ts';
import { categories } from '#app/producers/category.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, seededAt } from '#tests/support/database.ts';

const days = ['2021-12-31', '2023-06-30', '2024-12-31', '2025-12-31', '2026-11-24', '2027-01-17', '2027-06-30'];
const asOf = '2025-12-31';

let db: Db;
beforeAll(async () => {
  db = await demoRegister();
});

/** Tonnes that count on a day, of every accepted product, and of those alone that a receipt names. */
async function certifiedTonnes(day: string, year: number, named: readonly string[] | null): Promise<number> {
  const among = named === null ? sql`true` : named.length === 0 ? sql`false` : sql`p.id in (${sql.join(named)})`;
  const covering = sql`
    select c."productId", max(coalesce(c."approvedOutput", 1e12)) approved from certificate c
    where c.review = 'accepted' and c.scheme in ('green-a', 'green-aa', 'organic')
      and c."validFrom" <= ${day} and coalesce(c."validTo", '9999-12-31') >= ${day}
      and coalesce((select e.kind from "certificateEvent" e where e."certificateId" = c.id and e.day <= ${day}
        order by e.day desc, e.sequence desc limit 1), 'resumed') = 'resumed'
    group by c."productId"`;
  const { rows } = await sql<{ tonnes: number | null }>`
    select sum(case when o.tonnes < valid.approved then o.tonnes else valid.approved end) tonnes from product p
    join output o on o."productId" = p.id and o.year = ${year} and o.review = 'accepted'
    join (${covering}) valid on valid."productId" = p.id
    where p.status = 'public' and ${among}`.execute(db);
  return rows[0]?.tonnes ?? 0;
}

/** The newest year up to the day's in which all three towns have reported, and its tonnes. */
async function localTonnes(day: string): Promise<{ year: number; tonnes: number } | undefined> {
  const { rows } = await sql<{ year: number; tonnes: number }>`
    select year, sum(tonnes) tonnes from "localOutput" where tonnes is not null and year <= ${Number(day.slice(0, 4))}
    group by year having count(distinct "townCode") = 3 order by year desc limit 1`.execute(db);
  return rows[0];
}

describe('by an independent query', () => {
  it.each(days)('the rate of %s is that of the whole register, and of the rows of its receipt', async (day) => {
    const { value, numerator, denominator, included, excluded } = await getFigure(db, 'green-rate', { asOf: day });
    const local = await localTonnes(day);
    if (!local) throw new Error('the demonstration has local outputs of these days');
    const all = await certifiedTonnes(day, local.year, null);
    const ids = included.map(({ id }) => id);
    expect(await certifiedTonnes(day, local.year, ids)).toBeCloseTo(all, 6);
    expect(numerator).toBeCloseTo(all, 6);
    expect(denominator).toBeCloseTo(local.tonnes, 6);
    expect(value).toBeCloseTo((all / local.tonnes) * 100, 6);
    // Every product that is or was public is considered, and in exactly one list.
    const products = await db.selectFrom('product').select('id').where('status', '!=', 'unpublished').execute();
    expect([...ids, ...excluded.map(({ id }) => id)].sort()).toEqual(products.map(({ id }) => id).sort());
  });

  it('the rates of the categories divide the same tonnes', async () => {
    const whole = await getFigure(db, 'green-rate', { asOf });
    const of = async (category: string) => getFigure(db, 'green-rate', { asOf, category });
    const parts = await Promise.all(categories.map(of));
    for (const { included, numerator } of parts.filter(({ value }) => value !== null))
      expect(included.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(numerator ?? 0, 6);
    const ids = parts.flatMap(({ included, excluded }) => [...included, ...excluded].map(({ id }) => id));
    expect(ids.sort()).toEqual([...whole.included, ...whole.excluded].map(({ id }) => id).sort());
  });

  it('the trend and the towns of a category are of that category', async () => {
    const grain = await getReceipt(db, 'green-rate', { asOf, category: 'grain' });
    expect(grain.trend.at(-1)?.value).toBe(grain.figure.value);
    expect(grain.figure.value).not.toBe((await getFigure(db, 'green-rate', { asOf })).value);
    for (const { code, value } of grain.byTown?.towns ?? [])
      expect(value).toBe((await getFigure(db, 'green-rate', { asOf, category: 'grain', town: code })).value);
  });

  it.each(days)('the areas of %s are those that plain SQL counts', async (day) => {
    const { rows } = await sql<{ n: number }>`select count(*) n from area a where a."countsTowardsPlan" = 1
      and a."awardYear" between 2021 and 2025
      and exists (select 1 from "areaStep" s where s."areaId" = a.id and s.stage = 'named' and s.confirmation = 'confirmed'
        and s.day <= ${day})
      and not exists (select 1 from "areaStep" s where s."areaId" = a.id and s.stage = 'revoked' and s.day <= ${day})`.execute(
      db,
    );
    const { value, included, excluded } = await getFigure(db, 'areas', { asOf: day });
    expect(value).toBe(rows[0]?.n);
    const areas = await db.selectFrom('area').select('id').execute();
    expect([...included, ...excluded].map(({ id }) => id).sort()).toEqual(areas.map(({ id }) => id).sort());
  });
});

describe('the home page', () => {
  it('says from which day the rate is below its target, as the receipt does', async () => {
    for (const day of [asOf, '2026-11-24']) {
      const { greenFalls } = await getOverview(db, { asOf: day });
      const { green } = await getReceipt(db, 'green-rate', { asOf: day });
      expect(greenFalls).toEqual({ day: green?.forecast?.falls?.day, target: 30 });
    }
  });
});

describe('another version of the method', () => {
  it('is never compared silently: the trend breaks, and the difference is shown in points', async () => {
    const changed = await demoRegister();
    await recordChange(changed, { kind: 'seed', account: null, at: seededAt }, async (trx, change) => {
      const settings = JSON.stringify(GreenRateSettings.parse({ amount: 'actual' }));
      const row = { indicatorKey: 'green-rate', version: 2, text: '取实际产量', settings, inForceFrom: '2024-01-01' };
      await trx
        .insertInto('method')
        .values({ ...row, origin: 'entered', change })
        .execute();
    });
    const before = await getReceipt(db, 'green-rate', { asOf });
    const { figure, trend, green } = await getReceipt(changed, 'green-rate', { asOf });
    expect(figure.method.version).toBe(2);
    expect(trend.map(({ day, method }) => [day.slice(0, 4), method]).slice(-3)).toEqual([
      ['2023', 1],
      ['2024', 2],
      ['2025', 2],
    ]);
    const [other] = green?.otherMethods ?? [];
    expect(other).toMatchObject({ version: 1, value: before.figure.value });
    expect(other?.difference).toBeCloseTo((before.figure.value ?? 0) - (figure.value ?? 0), 9);
    expect(green?.breaks).toMatchObject([{ day: '2024-12-31', from: 1, to: 2 }]);
    expect(green?.breaks[0]?.before).not.toBe(green?.breaks[0]?.after);
    const draw = (points: typeof trend) =>
      renderToStaticMarkup(<TrendOfFigure label="认证率" unit="%" target={30} points={points} />);
    expect(draw(trend)).toContain('2024年起口径变更');
    expect(draw(before.trend)).not.toContain('口径变更');
    expect(trendLead(trend, true)).toContain('不能直接相比');
  });
});
