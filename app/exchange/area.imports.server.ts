/** What sheets of areas and of their villages would write: what an office says of them; memberships wait for the district. */
import { may } from '#app/accounts/policy.rules.ts';
import { writeMember } from '#app/areas/amend-members.server.ts';
import { listAreas, listAreasNamed } from '#app/areas/area.repository.server.ts';
import { checkArea, checkMember } from '#app/areas/area.rules.ts';
import type { AreaWithSteps } from '#app/areas/area.schema.ts';
import { saidOf, writeArea, writeNewArea } from '#app/areas/save-area.server.ts';
import type { FieldError } from '#app/problem.ts';
import { townFor } from '#app/titles/title-step.rules.ts';
import { listTowns } from '#app/villages/town.repository.server.ts';
import { listVillageNames } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import type { Entry, PlanContext, PlannedRow, PlanRows } from './import-plan.ts';
import { meantVillage } from './meant-village.rules.ts';
import { compared, over, refused, refusedTown, textOf, unknownRow } from './planned-row.rules.ts';
import type { RowKind } from './row-kind.ts';

export const planAreaMembers: PlanRows = async (db, entries, context) => {
  const villages = new Map((await listVillageNames(db, context.within)).map((village) => [village.code, village]));
  const areas = new Map((await listAreas(db, context.within)).map((area) => [area.id, area]));
  return entries.map((entry) => {
    const { says } = entry;
    const area = areas.get(textOf(says, 'areaId') ?? textOf(says, 'areaName') ?? '');
    if (area === undefined) return unknownRow(entry, '没有写明是哪个片区，请填片区名称', 'areaName');
    const village = meantVillage(says, villages);
    if ('problem' in village) return unknownRow(entry, village.problem, village.key);
    const town = townFor(
      area.towns.map(({ code }) => code),
      context.reader,
    );
    const meant = { key: `${area.id}/${village.code}`, name: `${area.name} ${village.name}`, town };
    const foreign = refusedTown(context.kind, context, area.name, town);
    if (foreign) return refused(entry, meant, [{ key: null, message: foreign }]);
    const member = area.members.find(({ villageCode }) => villageCode === village.code);
    const present = member ? { since: member.since } : null;
    const since = over(present ?? { since: null }, says).since;
    // A membership has no other field: a new one is told by its village.
    const wanted = present ? { since } : { since, villageName: village.code };
    const problems = member
      ? [{ path: 'since', message: '已经是成员村，加入日期不能改；确需更改的，请在页面上移出后重新加入' }]
      : checkMember(area, village, { since, today: context.today });
    const write = (trx: Db, change: number) =>
      writeMember(trx, { areaId: area.id, villageCode: village.code, since }, change);
    return compared<object>(entry, { ...meant, present, wanted, problems, write });
  });
};

export const planAreas: PlanRows = async (db, entries, context) => {
  const areas = await listAreas(db, context.within);
  const towns = await listTowns(db, context.within);
  // Names that rows of the file have taken: the register alone would not tell.
  const claimed = await listAreasNamed(db, unique(entries.flatMap(({ says }) => textOf(says, 'name') ?? [])));
  return entries.map((entry) => planArea(entry, { areas, towns, claimed, context }));
};

const unique = (texts: readonly string[]) => [...new Set(texts)];

interface Surroundings {
  areas: readonly AreaWithSteps[];
  towns: readonly { code: string; name: string }[];
  claimed: { id: string; name: string }[];
  context: PlanContext & { kind: RowKind };
}

function planArea(entry: Entry, { areas, towns, claimed, context }: Surroundings): PlannedRow {
  const { reader, kind } = context;
  const id = textOf(entry.says, 'id');
  const name = textOf(entry.says, 'name');
  const area = areas.find((one) => (id === undefined ? one.name === name : one.id === id));
  if (id !== undefined && area === undefined)
    return unknownRow(entry, `没有编号为 ${id} 的片区，请核对；新增的行请把编号留空`, 'id');
  if (area === undefined && name === undefined) return unknownRow(entry, '请填写片区的名称', 'name');
  const ofArea = area?.towns.map(({ code }) => code);
  const town = ofArea ? townFor(ofArea, reader) : reader.townCode;
  const meant = { key: area?.id ?? `名称 ${name}`, name: area?.name ?? name ?? '', town };
  const foreign = refusedTown(kind, context, meant.name, town);
  if (foreign) return refused(entry, meant, [{ key: null, message: foreign }]);
  const present = area ? saidOf(area) : null;
  const ownTown = towns.find(({ code }) => code === reader.townCode)?.name ?? '';
  const before: Said = present ?? { ...nothingSaid, towns: ownTown };
  const wanted = inOneManner(over(before, entry.says), towns);
  const codes = towns.filter((one) => namesIn(wanted.towns).includes(one.name)).map(({ code }) => code);
  const taken = claimed.filter((one) => one.id !== meant.key);
  claimed.push({ id: meant.key, name: wanted.name ?? '' });
  const problems = [
    ...(may(reader, 'area.confirm') ? strayTowns(wanted, towns) : districtsOwn(wanted, before)),
    ...(wanted.kind === null ? [{ path: 'kind', message: '请选择类型' }] : []),
    ...checkArea({ name: wanted.name ?? '', towns: codes }, taken, area?.members ?? []),
  ];
  const write = async (trx: Db, change: number) => {
    const { towns: _, kind, name, ...said } = wanted;
    if (kind === null || name === null) return;
    const row = { ...said, kind, name };
    await (area
      ? writeArea(trx, area.id, row, { towns: codes, change })
      : writeNewArea(trx, newId(), row, { towns: codes, change }));
  };
  return compared<object>(entry, { ...meant, present, wanted, problems, write });
}

type Said = Omit<ReturnType<typeof saidOf>, 'kind' | 'name'> & {
  kind: AreaWithSteps['kind'] | null;
  name: string | null;
};

const nothingSaid = { kind: null, name: null, corridor: null, note: null, countsTowardsPlan: 0 } as const;

const namesIn = (text: string | null) => (text ?? '').split(/[、，,；;\s]+/).filter(Boolean);

/** The names of towns in the register's order, in whatever order they were typed. */
function inOneManner(said: Said, towns: readonly { name: string }[]): Said {
  const named = namesIn(said.towns);
  const known = towns.filter(({ name }) => named.includes(name)).map(({ name }) => name);
  return { ...said, towns: [...known, ...named.filter((name) => !known.includes(name))].join('、') };
}

function strayTowns({ towns: said }: Said, towns: readonly { name: string }[]): FieldError[] {
  const stray = namesIn(said).filter((name) => !towns.some((town) => town.name === name));
  return stray.length === 0 ? [] : [{ path: 'towns', message: `没有叫${stray.join('、')}的镇，请核对` }];
}

/** What only the district may say of an area. */
function districtsOwn(wanted: Said, before: Said): FieldError[] {
  const message = '由区里填写，镇里不能改，请照原样保留或留空';
  return (['towns', 'countsTowardsPlan'] as const)
    .filter((field) => wanted[field] !== before[field])
    .map((path) => ({ path, message }));
}
