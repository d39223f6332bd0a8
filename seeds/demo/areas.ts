/** Invented demonstration areas at every stage; nine of them count towards the plan's fifteen. */
import type { Stage } from '#app/titles/title.schema.ts';
import type { Db } from '#db/client.server.ts';
import type { AreaTable, NewRow } from '#db/tables.ts';
import {
  clock,
  daysAfter,
  demoMark,
  district,
  type Entry,
  type Office,
  offices,
  placeOf,
  workday,
} from './timeline.ts';

interface DemoArea {
  id: string;
  kind: AreaTable['kind'];
  name: string;
  corridor: string | null;
  /** The bare names of its villages; those of `unsure` wait for the district. */
  villages: readonly string[];
  unsure?: readonly string[];
  year: number;
  stage: Stage;
  /** What the district says to its naming; without it the naming waits. */
  decision?: 'confirmed' | 'declined';
}

type Short = readonly [id: string, name: string, corridor: string | null, year: number, villages: readonly string[]];

const zone = ([id, name, corridor, year, villages]: Short, more: Partial<DemoArea> = {}): DemoArea => ({
  ...{ id: `demo-area-${id}`, kind: 'demonstration-zone', name: `演示${name}乡村振兴示范区`, corridor, year, villages },
  ...{ stage: 'named', decision: 'confirmed', ...more },
});

const areas: readonly DemoArea[] = [
  zone(['dianfeng', '淀峰', '淀山湖沿岸', 2021, ['淀峰', '山湾']]),
  zone(['zhangma', '张马', '沈太路', 2022, ['张马', '李庄', '新胜']]),
  zone(['wangjin', '王金', '沈太路', 2023, ['王金', '林家', '建新']]),
  zone(['zhoudang', '周荡', null, 2025, ['周荡', '横江']]),
  zone(['anzhuang', '安庄', null, 2025, ['安庄', '先锋']], { decision: undefined }),
  zone(['dongzhuang', '东庄', '朱枫公路', 2022, ['东庄', '泖甸']]),
  zone(['yegang', '叶港', '朱枫公路', 2024, ['叶港', '长河', '泾花']]),
  zone(['liandong', '练东', null, 2025, ['练东', '北埭']]),
  zone(['xulian', '徐练', null, 2025, ['徐练', '浦南']], { decision: 'declined' }),
  zone(['taibei', '太北', null, 2026, ['太北', '金前']], { stage: 'in-progress', unsure: ['金前'] }),
  zone(['lianhu', '莲湖', '金商公路', 2023, ['莲湖', '育田']]),
  zone(['xicen', '西岑', null, 2024, ['西岑', '岑卜', '三塘']]),
  zone(['caibang', '蔡浜', '商榻全域', 2026, ['蔡浜', '王港']], { stage: 'accepted', unsure: ['王港'] }),
  zone(['renzhuang', '任屯', null, 2027, ['任屯', '东天']], { stage: 'applied' }),
];

export function areaEntries(): Entry[] {
  return offices.flatMap((office, index) => {
    const own = areas.filter(({ villages }) => villages.some((name) => placeOf(name).office === office));
    return [registerEntry(office, index, own), ...decisionEntries(office, index, own)];
  });
}

function registerEntry(office: Office, index: number, own: readonly DemoArea[]): Entry {
  return {
    at: clock('2026-11-23', `15:${10 + index * 10}`),
    kind: 'area-amend',
    account: office.username,
    town: office.town,
    reason: `补登演示示范片区，${own.length}个`,
    write: async (trx, change) => {
      for (const area of own) await writeArea(trx, change, area, office);
    },
  };
}

function decisionEntries(office: Office, index: number, own: readonly DemoArea[]): Entry[] {
  const common = { account: district, town: office.town };
  const [confirmed, declined] = [answered(own, 'confirmed'), answered(own, 'declined')];
  const answers: Entry[] = [
    {
      ...{ ...common, at: clock('2026-11-23', `16:${10 + index * 10}`), kind: 'area-confirm' },
      reason: '演示命名文件已核对',
      write: (trx, change) => decide(trx, change, confirmed, { confirmation: 'confirmed', confirmationReason: null }),
    },
  ];
  if (declined.length > 0)
    answers.push({
      ...{ ...common, at: clock('2026-11-23', `16:${15 + index * 10}`), kind: 'area-decline' },
      reason: '公示材料不全',
      write: (trx, change) =>
        decide(trx, change, declined, { confirmation: 'declined', confirmationReason: '公示材料不全，请补齐后再报' }),
    });
  return answers;
}

const answered = (own: readonly DemoArea[], answer: DemoArea['decision']) =>
  own.filter(({ stage, decision }) => stage === 'named' && decision === answer);

async function writeArea(trx: Db, change: number, area: DemoArea, office: Office): Promise<void> {
  const { id, kind, name, corridor, villages, unsure = [], year, stage } = area;
  const awardYear = stage === 'named' ? year : null;
  const counting = { countsTowardsPlan: 1, note: '演示片区，不作为任何凭据。' } as const;
  await trx
    .insertInto('area')
    .values({ id, kind, name, corridor, stage, awardYear, ...counting, ...demoMark, change })
    .execute();
  await trx.insertInto('areaTown').values({ areaId: id, townCode: office.town, change }).execute();
  const members = villages.map((village) => ({
    ...{ areaId: id, villageCode: placeOf(village).code, since: `${year - 1}-10-08`, ...demoMark, change },
    membership: unsure.includes(village) ? ('to-be-confirmed' as const) : ('confirmed' as const),
  }));
  await trx.insertInto('areaMember').values(members).execute();
  await trx
    .insertInto('areaStep')
    .values(stepsOf(area).map((step) => ({ ...step, proposedBy: office.username, ...demoMark, change })))
    .execute();
}

type Step = Omit<NewRow<'areaStep'>, 'proposedBy' | 'origin' | 'source' | 'change'>;

/** The way to its stage, on working days of its year; the documents are invented. */
function stepsOf({ id, year, stage }: DemoArea): Step[] {
  const serial = 100 + areas.findIndex((area) => area.id === id);
  const ladder: readonly [Stage, string, boolean][] = [
    ['applied', `${year - 1}-10-20`, false],
    ['listed', `${year}-03-25`, true],
    ['in-progress', `${year}-04-12`, false],
    ['accepted', `${year}-10-16`, false],
    ['published', `${year}-11-20`, false],
    ['named', `${year}-12-20`, true],
  ];
  return ladder.slice(0, ladder.findIndex(([each]) => each === stage) + 1).map(([each, day, documented], index) => ({
    ...{ areaId: id, sequence: index + 1, stage: each, day: workday(daysAfter(day, serial % 5)) },
    ...{ precision: 'exact' as const, reason: null },
    documentNumber: documented ? `演示〔${year}〕${serial + index}号` : null,
    confirmation: each === 'named' ? ('pending' as const) : null,
  }));
}

/** The district's word on the namings; a declined one leaves the area where it was before. */
async function decide(
  trx: Db,
  change: number,
  own: readonly DemoArea[],
  answer: { confirmation: 'confirmed' | 'declined'; confirmationReason: string | null },
): Promise<void> {
  const ids = own.map(({ id }) => id);
  await trx
    .updateTable('areaStep')
    .set({ ...answer, confirmedBy: district, confirmedOn: '2026-11-23', change })
    .where('areaId', 'in', ids)
    .where('stage', '=', 'named')
    .execute();
  if (answer.confirmation === 'declined')
    await trx.updateTable('area').set({ stage: 'published', change }).where('id', 'in', ids).execute();
}
