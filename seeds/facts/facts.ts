/** Writes the stated facts as the register's first change. Ids are fixed, readable texts: two registers agree on them. */

import { ObservedSettings } from '#app/plan/method.schema.ts';
import { spell } from '#app/villages/spelling.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { brandFacts } from './brands.ts';
import { indicatorFacts } from './indicators.ts';
import { commitmentFacts, planBegins, planIssued, planSource } from './plan.ts';
import { programmeFacts } from './programmes.ts';
import { areaFacts, inferredMembership, type TitleFact, titleFacts } from './titles.ts';
import { townFacts } from './villages.ts';

export const codeSource = '国家统计局统计用区划代码，2023年版（截至2023-06-30）';

/** The code of a village of the facts by its full name; names are unique within the three towns. */
function villageCode(name: string): string {
  const code = codes.get(name);
  if (code === undefined) throw new Error(`no village ${name} among the facts`);
  return code;
}

const codes = new Map(townFacts.flatMap(({ villages }) => villages.map(([code, name]) => [name, code] as const)));

/** Seeds the towns, villages, programmes, the plan and what it states. The register must be empty. */
export async function seedFacts(db: Db, at: Date): Promise<void> {
  await recordChange(
    db,
    { kind: 'seed', account: null, reason: '规划与区划代码：初始事实', at },
    async (trx, change) => {
      await writeVillages(trx, change);
      await writePlan(trx, change);
      await writeTitles(trx, change);
      await writeAreas(trx, change);
      await writeBrands(trx, change);
    },
  );
}

async function writeVillages(trx: Db, change: number): Promise<void> {
  const sourced = { origin: 'fact', source: codeSource, change } as const;
  for (const { villages, ...town } of townFacts) {
    await trx
      .insertInto('town')
      .values({ ...town, ...sourced })
      .execute();
    const rows = villages.map(([code, name]) => ({
      code,
      name,
      townCode: town.code,
      ...spell(name),
      retention: 'unconfirmed' as const,
      ...sourced,
    }));
    await trx.insertInto('village').values(rows).execute();
  }
}

async function writePlan(trx: Db, change: number): Promise<void> {
  const sourced = { origin: 'fact', change } as const;
  await trx
    .insertInto('programme')
    .values(programmeFacts.map((programme, index) => ({ ...programme, position: index + 1, ...sourced })))
    .execute();

  for (const [index, { indicator, target, method }] of commitmentFacts.entries()) {
    const row = { ...indicator, kind: 'commitment' as const, position: index + 1 };
    const source = `${planSource} ${indicator.place}`;
    await trx
      .insertInto('indicator')
      .values({ ...row, ...sourced, source })
      .execute();
    const first = { indicatorKey: indicator.key, version: 1, ...sourced };
    if (target)
      await trx
        .insertInto('target')
        .values({ ...target, ...first, inForceFrom: planIssued, source })
        .execute();
    if (method)
      await trx
        .insertInto('method')
        .values({
          ...first,
          text: method.text,
          settings: JSON.stringify(method.settings),
          inForceFrom: planBegins,
          source: `登记簿初始口径；规划（${source}）没有写明统计方法`,
        })
        .execute();
  }

  const source = `${planSource} 表1`;
  for (const [index, { target, method, ...indicator }] of indicatorFacts.entries()) {
    const key = `indicator-${index + 1}`;
    const nature = indicator.attribute === 'binding' ? '约束性' : '预期性';
    const sentence = `${indicator.label}（${indicator.unit}），${nature}，“十四五”目标：${target.text}`;
    await trx
      .insertInto('indicator')
      .values({ ...indicator, key, kind: 'indicator', position: index + 1, sentence, place: '表1', ...sourced, source })
      .execute();
    await trx
      .insertInto('target')
      .values({ ...target, indicatorKey: key, version: 1, inForceFrom: planIssued, ...sourced, source })
      .execute();
    await trx
      .insertInto('method')
      .values({
        ...{
          indicatorKey: key,
          version: 1,
          text: method.text,
          settings: JSON.stringify(ObservedSettings.parse(method.settings)),
        },
        ...{ inForceFrom: planBegins, source: `登记簿初始口径；规划（${source}）没有写明统计方法`, ...sourced },
      })
      .execute();
  }
}

/** The regional brands that the plan and the protection of 练塘茭白 name (domain, section 5); nothing else about produce is a fact. */
async function writeBrands(trx: Db, change: number): Promise<void> {
  for (const brand of brandFacts)
    await trx
      .insertInto('brand')
      .values({ ...brand, kind: 'regional', producerId: null, origin: 'fact', change })
      .execute();
}

async function writeTitles(trx: Db, change: number): Promise<void> {
  for (const { village, townCode, programmeKey, step, note, source } of titleFacts) {
    const code = villageCodeIn(townCode, village);
    const id = `title-${code}-${programmeKey}`;
    const sourced = { origin: 'fact', source, change } as const;
    await trx
      .insertInto('title')
      .values({ id, villageCode: code, programmeKey, awardYear: null, stage: step.stage, note, ...sourced })
      .execute();
    await trx
      .insertInto('titleStep')
      .values({ titleId: id, sequence: 1, ...step, precision: 'no-later-than', ...sourced })
      .execute();
  }
}

function villageCodeIn(townCode: TitleFact['townCode'], name: string): string {
  const code = villageCode(name);
  if (!code.startsWith(townCode)) throw new Error(`${name} is not a village of ${townCode}`);
  return code;
}

async function writeAreas(trx: Db, change: number): Promise<void> {
  for (const { area, townCode, inferredMembers } of areaFacts) {
    await trx
      .insertInto('area')
      .values({ ...area, countsTowardsPlan: 0, origin: 'fact', change })
      .execute();
    await trx.insertInto('areaTown').values({ areaId: area.id, townCode, change }).execute();
    const members = inferredMembers.map((name) => ({
      areaId: area.id,
      villageCode: villageCodeIn(townCode, name),
      membership: 'to-be-confirmed' as const,
      origin: 'fact' as const,
      source: inferredMembership,
      change,
    }));
    if (members.length > 0) await trx.insertInto('areaMember').values(members).execute();
  }
}
