/** What a sheet of titles would write: a title's start, its next step, or a correction of the step that it stands at. */
import { writeCorrection } from '#app/titles/correct-step.server.ts';
import { writeStart } from '#app/titles/start-title.server.ts';
import { writeStep } from '#app/titles/take-step.server.ts';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { checkStep } from '#app/titles/title.rules.ts';
import { Stage, type Step, type TitleWithSteps } from '#app/titles/title.schema.ts';
import { titleCourse } from '#app/titles/title-course.server.ts';
import { placeOn } from '#app/titles/title-list.rules.ts';
import { carriesAwardYear, checkCorrection, titleInTheWay } from '#app/titles/title-step.rules.ts';
import { listVillageNames } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import type { Entry, PlanContext, PlannedRow, PlanRows } from './import-plan.ts';
import { meantVillage, type NamedVillage } from './meant-village.rules.ts';
import { compared, over, refused, refusedTown, textOf, unknownRow } from './planned-row.rules.ts';
import type { RowKind } from './row-kind.ts';

type Context = PlanContext & { kind: RowKind };

/** What a row says of the step that a title stands at. */
interface StepSaid {
  stage: Stage | null;
  day: string | null;
  precision: Step['precision'];
  documentNumber: string | null;
  reason: string | null;
  note: string | null;
  awardYear: number | null;
}

const nothingSaid: StepSaid = {
  ...{ stage: null, day: null, precision: 'exact', documentNumber: null, reason: null, note: null, awardYear: null },
};

export const planTitles: PlanRows = async (db, entries, context) => {
  const villages = new Map((await listVillageNames(db, context.within)).map((village) => [village.code, village]));
  const titles = await listTitlesWithSteps(db, context.within);
  const byId = new Map(titles.map((title) => [title.id, title]));
  const byVillage = new Map<string, TitleWithSteps[]>();
  for (const title of titles) byVillage.set(title.villageCode, [...(byVillage.get(title.villageCode) ?? []), title]);
  return entries.map((entry) => planTitle(entry, { villages, byId, byVillage, context }));
};

interface Surroundings {
  villages: ReadonlyMap<string, NamedVillage>;
  byId: ReadonlyMap<string, TitleWithSteps>;
  byVillage: ReadonlyMap<string, readonly TitleWithSteps[]>;
  context: Context;
}

function planTitle(entry: Entry, { villages, byId, byVillage, context }: Surroundings): PlannedRow {
  const { says } = entry;
  const id = textOf(says, 'id');
  const named = id === undefined ? undefined : byId.get(id);
  if (id !== undefined && named === undefined)
    return unknownRow(entry, `没有编号为 ${id} 的登记，请核对；新增的行请把编号留空`, 'id');
  const village = meantVillage(named ? { villageCode: named.villageCode, ...says } : says, villages);
  if ('problem' in village) return unknownRow(entry, village.problem, village.key);
  const programmeKey = textOf(says, 'programmeKey') ?? named?.programme.key;
  const programme = context.lists.programmes.find(({ code }) => code === programmeKey);
  const meant = { key: null, name: village.name, town: village.townCode };
  if (programmeKey === undefined || programme === undefined)
    return refused(entry, meant, [{ key: 'programmeKey', message: '请填写项目' }]);
  const foreign = refusedTown(context.kind, context, village.name, village.townCode);
  if (foreign) return refused(entry, meant, [{ key: null, message: foreign }]);
  if (named && (named.villageCode !== village.code || named.programmeKey !== programmeKey))
    return refused(entry, meant, [
      { key: 'id', message: `编号是${named.village.name}“${named.programme.name}”的，请核对` },
    ]);
  const title = named ?? titleMeant(byVillage.get(village.code) ?? [], programmeKey, says);
  const row = {
    key: title?.id ?? `${village.code}/${programmeKey}`,
    name: `${village.name} ${programme.word}`,
    town: village.townCode,
  };
  return title ? planCourse(entry, row, title, context) : planStart(entry, row, { village, programmeKey, context });
}

/** The title that has not ended, or the ended one of the award year that the row names. */
function titleMeant(titles: readonly TitleWithSteps[], programmeKey: string, says: Entry['says']) {
  const own = titles.filter((title) => title.programmeKey === programmeKey);
  const [first] = own;
  const open = first && titleInTheWay(own, first);
  return open ?? own.find(({ awardYear }) => awardYear !== null && awardYear === says.awardYear);
}

interface Row {
  key: string;
  name: string;
  town: string;
}

function planStart(
  entry: Entry,
  row: Row,
  { village, programmeKey, context }: { village: NamedVillage; programmeKey: string; context: Context },
): PlannedRow {
  const wanted = over(nothingSaid, entry.says);
  const { stage, day } = wanted;
  if (stage === null || day === null) return refused(entry, row, unsaid(wanted));
  const form = { ...wanted, stage, day, villageCode: village.code, programmeKey };
  const problems = [...checkStep([], form, context), ...strayYear(wanted, null)];
  const { username } = context.reader;
  const write = (trx: Db, change: number) =>
    writeStart(trx, newId(), form, { proposedBy: username, file: null, change });
  return compared(entry, { ...row, present: null, wanted, problems, write });
}

function planCourse(entry: Entry, row: Row, title: TitleWithSteps, context: Context): PlannedRow {
  const { steps, awardYear } = title;
  const place = placeOn(steps, context.today);
  if (place === null) return refused(entry, row, [{ key: null, message: '这一项还没有走过一步，请在页面上登记' }]);
  const { stage, step } = place;
  const { day, precision, documentNumber, reason, note } = step;
  const present: StepSaid = { stage, day, precision, documentNumber, reason, note, awardYear };
  const said = Stage.safeParse(entry.says.stage).data ?? stage;
  return said === stage
    ? planCorrection(entry, row, { title, step, present, context })
    : planNext(entry, row, { title, stage: said, present, context });
}

interface Standing {
  title: TitleWithSteps;
  present: StepSaid;
  context: Context;
}

function planCorrection(
  entry: Entry,
  row: Row,
  { title, step, present, context }: Standing & { step: Step },
): PlannedRow {
  const wanted = over(present, entry.says);
  const { day, precision, documentNumber, reason, note, awardYear } = wanted;
  const form = { day: day ?? step.day, precision, documentNumber, reason, note, awardYear };
  const problems =
    step.stage === present.stage
      ? [...checkCorrection(title.steps, step.sequence, form, context), ...strayCorrection(title, step, wanted)]
      : [{ path: 'stage', message: '这一项已退回，请在页面上重新申报' }];
  const course = { ...title, towns: [row.town] };
  const { username } = context.reader;
  const write = (trx: Db, change: number) =>
    writeCorrection(
      trx,
      { store: titleCourse, id: title.id, course },
      { step, form },
      { proposedBy: username, file: null, change },
    );
  return compared(entry, { ...row, present, wanted, problems, write });
}

function planNext(entry: Entry, row: Row, { title, stage, present, context }: Standing & { stage: Stage }): PlannedRow {
  // What is not said of the new step is not taken from the one before.
  const wanted = over({ ...nothingSaid, stage, awardYear: present.awardYear }, entry.says);
  const { day } = wanted;
  if (day === null) return refused(entry, row, unsaid(wanted));
  const form = { ...wanted, stage, day };
  const carried =
    day === present.day
      ? [{ path: 'day', message: '进展变了，日期还是上一步的，请填写走到这一步的日期；确是同一天的，请在页面上登记' }]
      : [];
  const problems = [...carried, ...checkStep(title.steps, form, context), ...strayYear(wanted, present.awardYear)];
  const course = { ...title, towns: [row.town] };
  const { username } = context.reader;
  const write = (trx: Db, change: number) =>
    writeStep(trx, { store: titleCourse, id: title.id, course }, form, { proposedBy: username, file: null, change });
  return compared(entry, { ...row, present, wanted, problems, write });
}

function unsaid({ stage, day }: StepSaid) {
  return [
    ...(stage === null ? [{ key: 'stage', message: '请填写进展' }] : []),
    ...(day === null ? [{ key: 'day', message: '请填写走到这一步的日期' }] : []),
  ];
}

/** The award year comes with the naming: anywhere else it would be dropped unseen. */
function strayYear({ stage, awardYear }: StepSaid, stored: number | null) {
  const isKept = stage === 'named' || awardYear === stored;
  return isKept ? [] : [{ path: 'awardYear', message: '年度在命名时登记，这一步请留空' }];
}

function strayCorrection({ steps, awardYear }: TitleWithSteps, { sequence }: Step, wanted: StepSaid) {
  return carriesAwardYear(steps, sequence) || wanted.awardYear === awardYear
    ? []
    : [{ path: 'awardYear', message: '年度在命名时登记，这一步不能改' }];
}
