/** The rows of lists that only leave: brands, the plan's indicators and their years, the row of changes. */
import type { Scope } from '#app/accounts/policy.rules.ts';
import { listChanges } from '#app/changes/change.repository.server.ts';
import type { Owned } from '#app/changes/ownership.repository.server.ts';
import type { Figure } from '#app/plan/figure.schema.ts';
import { countsOn } from '#app/plan/observed-figure.rules.ts';
import { readObservedGround } from '#app/plan/plan.repository.server.ts';
import { getPlan } from '#app/plan/progress.server.ts';
import { type Brand, listBrandsAfter } from '#app/producers/brand.repository.server.ts';
import { formatInstant } from '#app/ui/format.ts';
import { findVillagesMeant } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { ListSearch } from './list-search.rules.ts';
import { byKeys } from './pages.ts';
import type { RowValues } from './row-kind.ts';
import type { RowScope, RowSource } from './row-source.ts';

export const brandRows: RowSource<'brands'> = async function* (db, { search }) {
  for (const kind of ['regional', 'enterprise'] as const) {
    const brands = byKeys<Brand>((after, limit) => listBrandsAfter(db, kind, search, { after, limit }));
    for await (const {
      id,
      name,
      category,
      producerId,
      protection,
      protectedSince,
      specialityOf,
      description,
    } of brands)
      yield { id, name, kind, category, producerId, protection, protectedSince, specialityOf, description };
  }
};

export const indicatorRows: RowSource<'indicators'> = async function* (db, { asOf }) {
  const { commitments, indicators } = await getPlan(db, { asOf });
  for (const figure of commitments) yield { ...figureRow(figure), kind: 'commitment', attribute: null, year: null };
  for (const { figure, attribute, year } of indicators)
    yield { ...figureRow(figure), kind: 'indicator', attribute, year };
};

function figureRow({ label, place, unit, baseline, target, value, met, method }: Figure): RowValues {
  const verdict = met === null ? 'open' : met ? 'met' : 'not-met';
  return {
    ...{ label, place, unit, baseline, value, target: target?.text ?? null, targetVersion: target?.version ?? null },
    ...{ met: target === null ? null : verdict, method: method.version },
  };
}

/** The years that count on the day: what nobody has confirmed is not public. */
export const observationRows: RowSource<'observations'> = async function* (db, { asOf }) {
  const { indicators, observations } = await readObservedGround(db);
  for (const { key, label, unit } of indicators)
    for (const observation of observations) {
      const { indicatorKey, year, value, comparison, observedOn, source, documentNumber } = observation;
      if (indicatorKey === key && countsOn(observation, asOf))
        yield { label, unit, year, value, comparison, observedOn, source, documentNumber };
    }
};

/** The changes that the scope reaches, newest first; of a name that leads to no village, or to several, none. */
export const changeRows: RowSource<'changes'> = async function* (db, { search, scope }) {
  const { account, kind } = search;
  const of = await ownerAsked(db, search);
  if (of === null) return;
  const filter = { scope: scopeOfRows(scope), ...(of && { of }), ...(account && { account }), ...(kind && { kind }) };
  type Change = Awaited<ReturnType<typeof listChanges>>[number];
  const changes = byKeys<Change>((last, limit) =>
    listChanges(db, { ...filter, ...(last && { before: last.number }), limit }),
  );
  for await (const { number, at, accountName, account: username, townName, kind, reason, undoes, undoneBy } of changes)
    yield {
      ...{ number, at: formatInstant(at), account: accountName ?? username, town: townName },
      ...{ kind, reason, undoes, undoneBy },
    };
};

/** Whose changes are asked for; undefined where all are, null where nobody can tell. */
async function ownerAsked(db: Db, search: ListSearch<'changes'>): Promise<Owned | undefined | null> {
  for (const owner of ['producer', 'product', 'certificate'] as const)
    if (search[owner] !== undefined) return { owner, id: search[owner] };
  if (search.village === '') return undefined;
  const [village, ...others] = await findVillagesMeant(db, search.village);
  return village && others.length === 0 ? { owner: 'village', id: village.code } : null;
}

function scopeOfRows({ town, producer }: RowScope): Scope {
  if (producer !== null) return { kind: 'producer', producer };
  return town === null ? { kind: 'all' } : { kind: 'town', town };
}
