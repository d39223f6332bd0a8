/** The rows of titles, of areas and of the villages of areas, as they stood on a day. */
import type { ListedArea } from '#app/areas/area.rules.ts';
import { areasAsListed } from '#app/areas/area-list.repository.server.ts';
import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { titleKey } from '#app/titles/title-json.rules.ts';
import { countTitlesAt, listTitlesAfter, openTitleList } from '#app/titles/title-list.repository.server.ts';
import { type ListedTitle, listedOn, narrowTitles } from '#app/titles/title-list.rules.ts';
import { byKeys } from './pages.ts';
import type { RowValues } from './row-kind.ts';
import type { RowSource } from './row-source.ts';

export const titleRows: RowSource<'titles'> = async function* (db, { asOf, search }) {
  if (await hasFewTowns(db)) {
    const { town, village, programme, awardYear, q } = search;
    const titles = await listTitlesWithSteps(db, { town, village, programme, awardYear, q });
    for (const listed of narrowTitles(listedOn(titles, asOf), search)) yield titleRow(listed);
    return;
  }
  const list = await openTitleList(db, search, asOf);
  const total = await countTitlesAt(list, search.stage);
  const titles = byKeys<ListedTitle>((last, limit) =>
    listTitlesAfter(list, search.stage, { after: last === null ? '' : titleKey(last), limit, total }),
  );
  for await (const listed of titles) yield titleRow(listed);
};

function titleRow({ title, stage, step, standing, confirmation }: ListedTitle): RowValues {
  const { id, villageCode, town, programmeKey, awardYear, level } = title;
  const { day, precision, documentNumber, reason, note } = step;
  return {
    ...{ id, villageCode, villageName: villageCode, townCode: town.code, programmeKey, awardYear, stage },
    ...{ day, precision: precision === 'exact' ? 0 : 1, documentNumber, reason, note },
    ...{ confirmation, level, counts: standing.counts ? 1 : 0 },
  };
}

export const areaRows: RowSource<'areas'> = async function* (db, { asOf, search }) {
  for await (const listed of areasAsListed(db, search, asOf)) yield areaRow(listed);
};

function areaRow({ area, place }: ListedArea): RowValues {
  const { id, name, kind, corridor, countsTowardsPlan, note, awardYear, towns, members } = area;
  return {
    ...{ id, name, kind, towns: towns.map((town) => town.name).join('、'), corridor, countsTowardsPlan, note },
    ...{ awardYear, stage: place?.stage ?? null, day: place?.step.day ?? null },
    ...{ confirmation: place?.confirmation ?? null, members: members.length },
  };
}

export const areaMemberRows: RowSource<'area-members'> = async function* (db, { asOf, search }) {
  for await (const { area } of areasAsListed(db, search, asOf))
    for (const { villageCode, townCode, since, membership } of area.members)
      yield {
        ...{ areaId: area.id, areaName: area.id, villageCode, villageName: villageCode, townCode },
        ...{ since, membership },
      };
};
