/** What figures are added up from, in all versions: villages, areas, products and towns with the rows that hang on them. */
import { Stage } from '#app/titles/title.schema.ts';
import type { Db } from '#db/client.server.ts';
import { type Span, spansOf } from '#db/spans.server.ts';
import { outputInForce } from './green-rate.rules.ts';
import { groupsOf } from './groups.ts';
import type { Looked } from './receipt-page.rules.ts';
import type { CountedRows } from './tally.rules.ts';
import type { ProductRows, TownRows } from './tally-green.rules.ts';

type LookedAtVillages = Extract<Looked, { programmes: readonly string[] }>;

/** One thing through the changes: what it was after any of them, and the changes in which something of it turned. */
export interface Subject<Rows> {
  changes: readonly number[];
  /** Null where it was not there. */
  at(change: number): Rows | null;
}

const titleColumns = ['id', 'villageCode', 'programmeKey', 'awardYear'] as const;
const stepColumns = ['sequence', 'stage', 'day', 'precision', 'reason', 'confirmation'] as const;
const localColumns = ['townCode', 'year', 'category', 'tonnes'] as const;

/** Villages as a figure looks at them: titles of other programmes, and their days, are not among its rows. */
export async function readVillages(
  db: Db,
  codes: readonly string[],
): Promise<((looked: LookedAtVillages) => Subject<CountedRows>)[]> {
  const columns = ['code', 'townCode', 'retention'] as const;
  const villages = named(await spansOf(db, 'village', columns, { column: 'code', among: codes }), { name: '' });
  const titles = named(await spansOf(db, 'title', titleColumns, { column: 'villageCode', among: codes }), {
    programmeName: '',
  });
  const steps = staged(
    await spansOf(db, 'titleStep', ['titleId', ...stepColumns], {
      column: 'titleId',
      among: unique(titles.map(({ id }) => id)),
    }),
  );
  const members = await spansOf(db, 'areaMember', ['areaId', 'villageCode', 'since', 'membership'], {
    column: 'villageCode',
    among: codes,
  });
  const [villagesOf, titlesOf, membersOf] = [
    by(villages, 'code'),
    by(titles, 'villageCode'),
    by(members, 'villageCode'),
  ];
  const stepsOf = by(steps, 'titleId');
  return codes.map((code) => (looked) => {
    const village = villagesOf(code);
    const members = membersOf(code).filter(({ areaId }) => looked.kind === 'member' && areaId === looked.area);
    // Of a village that never was a member, titles move nothing.
    const isSeen = looked.kind !== 'member' || members.length > 0;
    const titles = isSeen ? titlesOf(code).filter(({ programmeKey }) => looked.programmes.includes(programmeKey)) : [];
    const ownSteps = unique(titles.map(({ id }) => id)).flatMap(stepsOf);
    return {
      changes: changesOf(village, titles, members, ownSteps),
      at(change) {
        const villages = inForce(village, change);
        if (villages.length === 0) return null;
        return {
          villages,
          titles: inForce(titles, change).map((title) => ({ ...title, steps: inForce(stepsOf(title.id), change) })),
          members: inForce(members, change),
          areas: [],
        };
      },
    };
  });
}

export async function readAreas(db: Db, ids: readonly string[]): Promise<Subject<CountedRows>[]> {
  const areas = await spansOf(db, 'area', ['id', 'countsTowardsPlan', 'awardYear'], { column: 'id', among: ids });
  const steps = staged(await spansOf(db, 'areaStep', ['areaId', ...stepColumns], { column: 'areaId', among: ids }));
  const [areasOf, stepsOf] = [by(areas, 'id'), by(steps, 'areaId')];
  return ids.map((id) => ({
    changes: changesOf(areasOf(id), stepsOf(id)),
    at(change) {
      const [area] = inForce(areasOf(id), change);
      if (area === undefined) return null;
      const own = { ...area, name: '', towns: [], steps: inForce(stepsOf(id), change) };
      return { villages: [], titles: [], members: [], areas: [own] };
    },
  }));
}

export async function readTowns(db: Db, codes: readonly string[]): Promise<Subject<TownRows>[]> {
  const towns = by(await spansOf(db, 'town', ['code'], { column: 'code', among: codes }), 'code');
  const local = by(await spansOf(db, 'localOutput', localColumns, { column: 'townCode', among: codes }), 'townCode');
  return codes.map((code) => ({
    changes: changesOf(towns(code), local(code)),
    at(change) {
      if (inForce(towns(code), change).length === 0) return null;
      return { localOutputs: inForce(local(code), change) };
    },
  }));
}

export async function readProducts(db: Db, ids: readonly string[]): Promise<Subject<ProductRows>[]> {
  const columns = ['id', 'producerId', 'category', 'status'] as const;
  const products = await spansOf(db, 'product', columns, { column: 'id', among: ids });
  const makers = unique(products.map(({ producerId }) => producerId));
  const producers = await spansOf(db, 'producer', ['id', 'townCode'], { column: 'id', among: makers });
  const towns = unique(producers.map(({ townCode }) => townCode));
  const papers = ['id', 'productId', 'scheme', 'approvedOutput', 'validFrom', 'validTo', 'review'] as const;
  const certificates = await spansOf(db, 'certificate', papers, { column: 'productId', among: ids });
  const events = await spansOf(db, 'certificateEvent', ['certificateId', 'sequence', 'kind', 'day'], {
    column: 'certificateId',
    among: unique(certificates.map(({ id }) => id)),
  });
  const tonnes = ['productId', 'year', 'tonnes', 'acceptedTonnes', 'review'] as const;
  const outputs = (await spansOf(db, 'output', tonnes, { column: 'productId', among: ids })).map(outputInForce);
  const outputsOf = by(outputs, 'productId');
  const local = await spansOf(db, 'localOutput', localColumns, { column: 'townCode', among: towns });
  const [productsOf, producersOf, certificatesOf] = [
    by(products, 'id'),
    by(producers, 'id'),
    by(certificates, 'productId'),
  ];
  const [eventsOf, localOf] = [by(events, 'certificateId'), by(local, 'townCode')];
  return ids.map((id) => {
    const own = productsOf(id);
    const ownProducers = unique(own.map(({ producerId }) => producerId)).flatMap(producersOf);
    const ownEvents = unique(certificatesOf(id).map((each) => each.id)).flatMap(eventsOf);
    const ownLocal = unique(ownProducers.map(({ townCode }) => townCode)).flatMap(localOf);
    return {
      changes: changesOf(own, ownProducers, certificatesOf(id), ownEvents, outputsOf(id), ownLocal),
      at(change) {
        const [product] = inForce(own, change);
        const [producer] = product === undefined ? [] : inForce(producersOf(product.producerId), change);
        if (product === undefined || producer === undefined || product.status === 'unpublished') return null;
        return {
          product: {
            ...{ ...product, status: product.status },
            ...{ name: '', producerName: '', villageCode: null, townCode: producer.townCode },
          },
          certificates: inForce(certificatesOf(id), change)
            .filter(({ review }) => review === 'accepted')
            .map((each) => ({ ...each, number: '', events: inForce(eventsOf(each.id), change) })),
          outputs: inForce(outputsOf(id), change),
          localOutputs: inForce(localOf(producer.townCode), change),
        };
      },
    };
  });
}

/** The products that are or were of some producers. */
export async function productsOf(db: Db, producers: readonly string[]): Promise<string[]> {
  const products = await spansOf(db, 'product', ['id'], { column: 'producerId', among: producers });
  return unique(products.map(({ id }) => id));
}

/** The producers that are or were of some towns. */
export async function producersOf(db: Db, towns: readonly string[]): Promise<string[]> {
  const producers = await spansOf(db, 'producer', ['id'], { column: 'townCode', among: towns });
  return unique(producers.map(({ id }) => id));
}

/** What a row of a table that hangs on another leads to: the village of a title, the product of a certificate. */
export async function ownersOf(db: Db, through: 'title' | 'certificate', ids: readonly string[]): Promise<string[]> {
  if (through === 'title') {
    const titles = await spansOf(db, 'title', ['villageCode'], { column: 'id', among: ids });
    return titles.map(({ villageCode }) => villageCode);
  }
  const certificates = await spansOf(db, 'certificate', ['productId'], { column: 'id', among: ids });
  return certificates.map(({ productId }) => productId);
}

/** Every method that a figure was ever counted by, with the change that first knew it. */
export async function listMethodsEver(db: Db, keys: readonly string[]) {
  const methods = await spansOf(db, 'method', ['indicatorKey', 'settings'], { column: 'indicatorKey', among: keys });
  const first = new Map<string, { figure: string; settings: string; since: number }>();
  for (const { indicatorKey: figure, settings, change: since } of methods) {
    const known = first.get(`${figure}\n${settings}`);
    if (known === undefined || since < known.since) first.set(`${figure}\n${settings}`, { figure, settings, since });
  }
  return [...first.values()];
}

const isInForce = ({ change, endedBy }: Span, at: number) => change <= at && (endedBy === null || endedBy > at);
const inForce = <R extends Span>(rows: readonly R[], at: number): R[] => rows.filter((row) => isInForce(row, at));
/** With a name, which no sum asks for. */
const named = <R extends object, N extends object>(rows: readonly R[], name: N) =>
  rows.map((row) => ({ ...row, ...name }));
const unique = (values: readonly string[]) => [...new Set(values)];

function staged<R extends { stage: string }>(steps: readonly R[]) {
  return steps.map((step) => ({ ...step, stage: Stage.parse(step.stage) }));
}

function changesOf(...rows: readonly (readonly Span[])[]): number[] {
  const changes = rows.flat().flatMap(({ change, endedBy }) => (endedBy === null ? [change] : [change, endedBy]));
  return [...new Set(changes)].sort((a, b) => a - b);
}

function by<R extends object, K extends keyof R>(rows: readonly R[], column: K): (value: R[K]) => readonly R[] {
  const groups = groupsOf(rows, column);
  return (value) => groups.get(value) ?? [];
}
