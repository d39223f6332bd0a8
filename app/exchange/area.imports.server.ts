/** What a sheet of the villages of areas would write: memberships, which wait for the district. */
import { writeMember } from '#app/areas/amend-members.server.ts';
import { listAreas } from '#app/areas/area.repository.server.ts';
import { checkMember } from '#app/areas/area.rules.ts';
import { townFor } from '#app/titles/title-step.rules.ts';
import { listVillageNames } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { PlanRows } from './import-plan.ts';
import { meantVillage } from './meant-village.rules.ts';
import { compared, over, refused, refusedTown, textOf, unknownRow } from './planned-row.rules.ts';

export const planAreaMembers: PlanRows = async (db, entries, context) => {
  const villages = new Map((await listVillageNames(db)).map((village) => [village.code, village]));
  const areas = new Map((await listAreas(db)).map((area) => [area.id, area]));
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
