/** Titles, their steps and the programmes: reading them together, and the only writes of their tables. */
import { sql } from 'kysely';
import { notFound } from '#app/problem.ts';
import { townOf } from '#app/villages/village.repository.server.ts';
import { searchTerm } from '#app/villages/village.rules.ts';
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import { fewIds } from '#db/few-ids.server.ts';
import { among, idsHolding, reachOf } from '#db/name-search.server.ts';
import type { NewRow, Row, RowPatch } from '#db/tables.ts';
import { listYears } from '#db/years.server.ts';
import { Stage, type Step, type TitleWithSteps } from './title.schema.ts';

/** What the database narrows by; what depends on the day is narrowed by title-list.rules. */
interface TitleNarrowing {
  id?: string;
  ids?: readonly string[];
  village?: string;
  villages?: readonly string[];
  town?: string;
  programme?: string;
  programmes?: readonly string[];
  awardYear?: number;
  /** Only those of which a step waits for the district. */
  waiting?: true;
  /**
   * Leaves out villages that the typed text leads away from, where an index of names says so. Which of the others it means is
   * title-list.rules' to say.
   */
  q?: string;
}

/** All titles with their programme and steps, by village, programme and identity; two queries, however many there are. */
export async function listTitlesWithSteps(db: Db, narrowing: TitleNarrowing = {}): Promise<TitleWithSteps[]> {
  const asked = await fewIds(db, idsOf(db, narrowing, await termByIndex(db, narrowing)));
  const titles = await titlesOf(db, asked).execute();
  const stepsByTitle = new Map<string, Step[]>(titles.map(({ id }) => [id, []]));
  for (const step of await stepsOf(db, asked))
    stepsByTitle.get(step.titleId)?.push({ ...step, stage: Stage.parse(step.stage) });
  return titles.map((row) => {
    const { villageName, pinyin, initials, townCode, townName, programmeName, shortName, position, level, ...title } =
      row;
    return {
      ...title,
      stage: Stage.parse(title.stage),
      village: { code: title.villageCode, name: villageName, pinyin, initials },
      town: { code: townCode, name: townName },
      programme: { key: title.programmeKey, name: programmeName, shortName, position },
      level,
      steps: stepsByTitle.get(title.id) ?? [],
    };
  });
}

export function listTitlesOfVillage(db: Db, code: string): Promise<TitleWithSteps[]> {
  return listTitlesWithSteps(db, { village: code });
}

/** @throws Problem `not-found` where the register knows no title of this identity */
export async function getTitle(db: Db, id: string): Promise<TitleWithSteps> {
  const [title] = await listTitlesWithSteps(db, { id });
  if (!title) throw notFound('这项荣誉或创建项目');
  return title;
}

/** Titles with a confirmed naming on a known day between two, both included: the latest naming first, then by village. */
export async function listNamedBetween(
  db: Db,
  { from, to, limit }: { from: string; to: string; limit: number },
): Promise<{ id: string; day: string }[]> {
  return (
    db
      .selectFrom('titleStep')
      .innerJoin('title', 'title.id', 'titleStep.titleId')
      .innerJoin('programme', 'programme.key', 'title.programmeKey')
      .select(['title.id', 'titleStep.day'])
      // The very words of the index.
      .where('titleStep.stage', '=', sql.lit('named'))
      .where('titleStep.confirmation', '=', 'confirmed')
      .where('titleStep.precision', '=', 'exact')
      .where('titleStep.day', '>=', from)
      .where('titleStep.day', '<=', to)
      .orderBy('titleStep.day', 'desc')
      .orderBy('title.villageCode')
      .orderBy('programme.position')
      .orderBy('title.id')
      .limit(limit)
      .execute()
  );
}

async function termByIndex(db: Db, { q = '', town, village }: TitleNarrowing): Promise<string | null> {
  const term = searchTerm(q);
  const { list } = await reachOf(db, ['village'], { term, isNarrowed: (town ?? village) !== undefined });
  return list ? term : null;
}

type Asked = readonly string[] | ReturnType<typeof idsOf>;

function titlesOf(db: Db, asked: Asked) {
  return db
    .selectFrom('title')
    .where('title.id', 'in', asked)
    .innerJoin('village', 'village.code', 'title.villageCode')
    .innerJoin('programme', 'programme.key', 'title.programmeKey')
    .selectAll('title')
    .select(['village.name as villageName', 'village.pinyin', 'village.initials', 'village.townCode'])
    .select((eb) => townOf(eb).as('townName'))
    .select(['programme.name as programmeName', 'programme.shortName', 'programme.position', 'programme.level'])
    .orderBy('title.villageCode')
    .orderBy('programme.position')
    .orderBy('title.id');
}

function stepsOf(db: Db, asked: Asked) {
  return (
    db
      .selectFrom('titleStep')
      .where('titleStep.titleId', 'in', asked)
      .selectAll('titleStep')
      // Not joined: reading as known at a change, SQLite would put all accounts together for an outer join.
      .select((eb) => [
        eb.selectFrom('account').select('name').whereRef('username', '=', 'titleStep.proposedBy').as('proposerName'),
        eb.selectFrom('account').select('name').whereRef('username', '=', 'titleStep.confirmedBy').as('confirmerName'),
      ])
      .orderBy('titleStep.titleId')
      .orderBy('titleStep.sequence')
      .execute()
  );
}

/**
 * The identities of the titles that are asked for.
 *
 * @param term what the names of their villages may hold, by the index of names
 */
function idsOf(db: Db, narrowing: TitleNarrowing, term: string | null) {
  const { id, ids: those, village, villages, town, programme, programmes, awardYear, waiting } = narrowing;
  let ids = db.selectFrom('title as asked').select('asked.id');
  if (id !== undefined) ids = ids.where('asked.id', '=', id);
  if (those !== undefined) ids = ids.where('asked.id', 'in', those);
  if (village !== undefined) ids = ids.where('asked.villageCode', '=', village);
  if (villages !== undefined) ids = ids.where('asked.villageCode', 'in', villages);
  if (town !== undefined)
    ids = ids.where('asked.villageCode', 'in', (eb) =>
      eb.selectFrom('village as of').select('of.code').where('of.townCode', '=', town),
    );
  if (programme !== undefined) ids = ids.where('asked.programmeKey', '=', programme);
  if (programmes !== undefined) ids = ids.where('asked.programmeKey', 'in', programmes);
  if (awardYear !== undefined) ids = ids.where('asked.awardYear', '=', awardYear);
  if (term !== null) ids = among(ids, 'asked.villageCode', idsHolding(db, 'village', term));
  if (waiting)
    ids = ids.where('asked.id', 'in', (eb) =>
      eb
        .selectFrom('titleStep as waiting')
        .select('waiting.titleId')
        .where('waiting.confirmation', '=', sql.lit('pending' as const)),
    );
  return ids;
}

/** The programmes, in the order in which pages list them. */
export function listProgrammes(db: Db): Promise<Row<'programme'>[]> {
  return db.selectFrom('programme').selectAll().orderBy('position').execute();
}

/** The award years that titles have, the latest first. */
export function listAwardYears(db: Db): Promise<number[]> {
  return listYears(db, { table: 'title', column: 'awardYear' });
}

export async function insertTitle(trx: Db, title: NewRow<'title'>): Promise<void> {
  await trx.insertInto('title').values(title).execute();
}

export async function updateTitle(trx: Db, id: string, patch: RowPatch<'title'> & { change: number }): Promise<void> {
  await amendRow(trx, 'title', { id }, patch);
}

export async function insertStep(trx: Db, step: NewRow<'titleStep'>): Promise<void> {
  await trx.insertInto('titleStep').values(step).execute();
}

/** A step by its title and its place in the sequence. */
export async function updateStep(
  trx: Db,
  { titleId, sequence }: Pick<Row<'titleStep'>, 'titleId' | 'sequence'>,
  patch: RowPatch<'titleStep'> & { change: number },
): Promise<void> {
  await amendRow(trx, 'titleStep', { titleId, sequence }, patch);
}

/** Who proposed a step or corrected it, in any of its versions. */
export async function listProposers(db: Db, { titleId, sequence }: Pick<Row<'titleStep'>, 'titleId' | 'sequence'>) {
  const present = db.selectFrom('titleStep').select('proposedBy');
  const earlier = db.selectFrom('titleStepHistory').select('proposedBy');
  const rows = await present
    .where('titleId', '=', titleId)
    .where('sequence', '=', sequence)
    .union(earlier.where('titleId', '=', titleId).where('sequence', '=', sequence))
    .execute();
  return rows.map(({ proposedBy }) => proposedBy);
}
