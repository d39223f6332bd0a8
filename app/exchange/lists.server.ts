/** The lists that cells choose from, read from the register. */
import { listAreas } from '#app/areas/area.repository.server.ts';
import { listBrands } from '#app/producers/brand.repository.server.ts';
import { listProducerNames } from '#app/producers/producer.repository.server.ts';
import { listProgrammes } from '#app/titles/title.repository.server.ts';
import { listTowns } from '#app/villages/town.repository.server.ts';
import { listVillageNames } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Choice, RegisterLists } from './cell.rules.ts';

/** Everything that cells may name, in the register's version that the handle reads. */
export async function readLists(db: Db): Promise<RegisterLists> {
  const towns = await listTowns(db);
  const townNames = new Map(towns.map(({ code, name }) => [code, name]));
  const named = (rows: readonly Named[]) => distinct(rows, townNames);
  const brands = await listBrands(db);
  return {
    towns: towns.map(({ code, name }) => ({ code, word: name, townCode: code })),
    villages: named(await listVillageNames(db)),
    programmes: named((await listProgrammes(db)).map(({ key: code, name }) => ({ code, name, townCode: null }))),
    areas: named((await listAreas(db)).map(({ id, name, towns: of }) => ({ code: id, name, townCode: single(of) }))),
    producers: named((await listProducerNames(db)).map(({ id, name, townCode }) => ({ code: id, name, townCode }))),
    regionalBrands: named(
      brands.filter(({ kind }) => kind === 'regional').map(({ id, name }) => ({ code: id, name, townCode: null })),
    ),
    enterpriseBrands: named(
      brands
        .filter(({ kind }) => kind === 'enterprise')
        .map(({ id, name, producerTown }) => ({ code: id, name, townCode: producerTown })),
    ),
  };
}

interface Named {
  code: string;
  name: string;
  townCode: string | null;
}

const single = (towns: readonly { code: string }[]) => (towns.length === 1 ? (towns[0]?.code ?? null) : null);

/** A name that several bear is told apart by its town, and where that does not do by its code. */
function distinct(rows: readonly Named[], townNames: ReadonlyMap<string, string>): Choice[] {
  const withTown = ({ name, townCode }: Named) => `${name}（${townNames.get(townCode ?? '') ?? ''}）`;
  const names = countOf(rows.map(({ name }) => name));
  const inTowns = countOf(rows.map(withTown));
  return rows.map((row) => {
    const { code, name, townCode } = row;
    if (names.get(name) === 1) return { code, word: name, townCode };
    const word = townCode !== null && inTowns.get(withTown(row)) === 1 ? withTown(row) : `${name}（${code}）`;
    return { code, word, townCode };
  });
}

function countOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
