/** The lists that cells choose from, read from the register. */
import { listAreas } from '#app/areas/area.repository.server.ts';
import {
  type Brand,
  listBrands,
  listBrandsIn,
  listBrandsOfTown,
  listRegionalChoices,
} from '#app/producers/brand.repository.server.ts';
import { listProducerNames } from '#app/producers/producer.repository.server.ts';
import { listProgrammes } from '#app/titles/title.repository.server.ts';
import { listTowns } from '#app/villages/town.repository.server.ts';
import { listVillageNames } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Choice, CodesNamed, RegisterLists } from './cell.rules.ts';

/** Everything that cells may name, or what a town's may, in the register's version that the handle reads. */
export async function readLists(db: Db, within: { town?: string } = {}): Promise<RegisterLists> {
  const { town } = within;
  const brands =
    town === undefined
      ? await listBrands(db)
      : [...(await listRegionalChoices(db, { town, chosen: [] })), ...(await listBrandsOfTown(db, town))];
  return inWords(db, distinct, {
    towns: (await listTowns(db, within)).map(({ code }) => code),
    villages: await listVillageNames(db, within),
    areas: await listAreas(db, within),
    producers: await listProducerNames(db, within),
    brands,
  });
}

/** The lists with nothing but what these codes name. Whoever else bears a name is not looked for: each stands with its town. */
export async function readListsNaming(db: Db, codes: CodesNamed): Promise<RegisterLists> {
  const { towns = [], villages = [], areas = [], producers = [], regionalBrands = [], enterpriseBrands = [] } = codes;
  const brands = await listBrandsIn(db, [...regionalBrands, ...enterpriseBrands]);
  return inWords(db, withTowns, {
    towns,
    villages: villages.length === 0 ? [] : await listVillageNames(db, { codes: villages }),
    areas: areas.length === 0 ? [] : await listAreas(db, { ids: areas }),
    producers: producers.length === 0 ? [] : await listProducerNames(db, { ids: producers }),
    brands,
  });
}

/** What was read, before it has words. */
interface Rows {
  towns: readonly string[];
  villages: readonly { code: string; name: string; townCode: string }[];
  areas: readonly { id: string; name: string; towns: readonly { code: string }[] }[];
  producers: readonly { id: string; name: string; townCode: string }[];
  brands: readonly Brand[];
}

interface Named {
  code: string;
  name: string;
  townCode: string | null;
}

type Wording = (rows: readonly Named[], townNames: ReadonlyMap<string, string>) => Choice[];

async function inWords(db: Db, wording: Wording, rows: Rows): Promise<RegisterLists> {
  const areas = rows.areas.map(({ id, name, towns }) => ({ code: id, name, townCode: single(towns) }));
  const producers = rows.producers.map(({ id, name, townCode }) => ({ code: id, name, townCode }));
  const brandsOf = (kind: Brand['kind']) =>
    rows.brands
      .filter((brand) => brand.kind === kind)
      .map(({ id, name, producerTown }) => ({ code: id, name, townCode: producerTown }));
  const enterpriseBrands = brandsOf('enterprise');
  const owners = [...rows.villages, ...areas, ...producers, ...enterpriseBrands];
  const codes = new Set([...rows.towns, ...owners.flatMap(({ townCode }) => townCode ?? [])]);
  const townNames = new Map((await listTowns(db, { codes: [...codes] })).map(({ code, name }) => [code, name]));
  const named = (list: readonly Named[]) => wording(list, townNames);
  return {
    towns: rows.towns.flatMap((code) => {
      const word = townNames.get(code);
      return word === undefined ? [] : { code, word, townCode: code, otherwise: [] };
    }),
    villages: named(rows.villages),
    programmes: distinct(
      (await listProgrammes(db)).map(({ key: code, name }) => ({ code, name, townCode: null })),
      townNames,
    ),
    areas: named(areas),
    producers: named(producers),
    regionalBrands: named(brandsOf('regional')),
    enterpriseBrands: named(enterpriseBrands),
  };
}

const single = (towns: readonly { code: string }[]) => (towns.length === 1 ? (towns[0]?.code ?? null) : null);

/** A name that several bear is told apart by its town, and where that does not do by its code. */
function distinct(rows: readonly Named[], townNames: ReadonlyMap<string, string>): Choice[] {
  const withTown = (row: Named) => nameWithTown(row, townNames);
  const names = countOf(rows.map(({ name }) => name));
  const inTowns = countOf(rows.map(withTown));
  return rows.map((row) => {
    const { code, name, townCode } = row;
    const isAlone = townCode !== null && inTowns.get(withTown(row)) === 1;
    const words = [...(names.get(name) === 1 ? [name] : []), ...(isAlone ? [withTown(row)] : []), `${name}（${code}）`];
    const [word = code, ...otherwise] = words;
    return { code, word, townCode, otherwise };
  });
}

function withTowns(rows: readonly Named[], townNames: ReadonlyMap<string, string>): Choice[] {
  return rows.map((row) => ({
    ...{ code: row.code, townCode: row.townCode, otherwise: [] },
    word: row.townCode === null ? row.name : nameWithTown(row, townNames),
  }));
}

const nameWithTown = ({ name, townCode }: Named, townNames: ReadonlyMap<string, string>) =>
  `${name}（${townNames.get(townCode ?? '') ?? ''}）`;

function countOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
