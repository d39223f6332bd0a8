/** How large a register is made. Only the number of places grows: what happens in one village is the same at every size. */

export interface Size {
  name: string;
  counties: number;
  towns: number;
  villages: number;
}

/** The three towns of the facts, whose 83 villages are the first of every size. */
const one = { counties: 1, towns: 3, villages: 83 };

/**
 * `10` is ten times the three towns; `country` is the whole of China.
 *
 * @throws Error for another word
 */
export function sizeOf(name: string): Size {
  if (name === 'country') return { name, counties: 2_800, towns: 40_000, villages: 490_000 };
  const times = Number(name);
  if (!Number.isInteger(times) || times < 1) throw new Error(`a size is a whole number or country, not ${name}`);
  return { name: `${times}×`, counties: times, towns: one.towns * times, villages: one.villages * times };
}

export interface TownPlace {
  code: string;
  name: string;
  county: number;
  /** How many villages it has. */
  villages: number;
  /** Whether the facts hold it and its villages already. */
  stated: boolean;
}

/** The towns after those of the facts, county by county, with codes that are nobody's. */
export function* inventedTowns({ counties, towns, villages }: Size): Generator<TownPlace> {
  const invented = towns - one.towns;
  let villagesLeft = villages - one.villages;
  for (let index = 0; index < invented; index += 1) {
    const county = Math.floor(((index + one.towns) * counties) / towns);
    const own = Math.round(villagesLeft / (invented - index));
    villagesLeft -= own;
    yield { ...{ county, villages: own, stated: false }, ...nameOf(index, county) };
  }
}

function nameOf(index: number, county: number) {
  return { code: `${900_000 + county}${String(100 + (index % 900))}`, name: `演示${index + 1}镇` };
}
