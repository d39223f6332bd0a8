/** Invented texts for about two thirds of the villages. They say so themselves, and claim no award. */
import { type Random, randomFor } from './random.ts';
import { villageMark } from './retention.ts';
import { clock, daysAfter, type Entry, type Office, offices, placeOf, workday } from './timeline.ts';

/** Villages that get their text, or a better one, in a change of their own. */
const single = ['张马', '东庄', '莲湖', '蔡浜', '岑卜', '沈巷', '泖甸', '任屯', '山湾', '雪米'];

export function profileEntries(): Entry[] {
  return [
    ...offices.flatMap((office, index) => batchEntries(office, index)),
    ...single.map(singleEntry),
    industryEntry('王金', '2026-06-17', '稻米、草莓；村集体另有沿河民宿两处（演示）。'),
    industryEntry('练东', '2026-09-09', '茭白、稻米；合作社统一收购和分拣（演示）。'),
  ];
}

/** A town writes its villages' texts in three sittings. */
function batchEntries({ username, town, townName, villages }: Office, index: number): Entry[] {
  const described = villages.filter(({ name, code }) => !single.includes(name) && randomFor(code).happens(0.62));
  const size = Math.ceil(described.length / 3);
  return [0, 1, 2].map((sitting) => {
    const part = described.slice(sitting * size, (sitting + 1) * size);
    return {
      at: clock(workday(daysAfter('2025-04-08', sitting * 9 + index)), `1${3 + sitting}:50`),
      kind: 'village-amend',
      account: username,
      town,
      reason: `补充${townName}镇${part.length}个村的简介`,
      write: async (trx, change) => {
        for (const { code } of part) await describe(trx, change, code);
      },
    };
  });
}

function singleEntry(name: string, index: number): Entry {
  const { office, code } = placeOf(name);
  return {
    at: clock(workday(daysAfter('2025-09-02', index * 37)), '10:40'),
    kind: 'village-amend',
    account: office.username,
    town: office.town,
    reason: `更新${name}村简介和产业`,
    write: (trx, change) => describe(trx, change, code),
  };
}

function industryEntry(name: string, day: string, industry: string): Entry {
  const { office, code } = placeOf(name);
  return {
    at: clock(day, '14:20'),
    kind: 'village-amend',
    account: office.username,
    town: office.town,
    reason: `更新${name}村产业`,
    write: (trx, change) => amend(trx, change, code, { industry }),
  };
}

async function describe(trx: Parameters<Entry['write']>[0], change: number, code: string): Promise<void> {
  await amend(trx, change, code, profileOf(randomFor(`profile ${code}`)));
}

async function amend(
  trx: Parameters<Entry['write']>[0],
  change: number,
  code: string,
  patch: { introduction?: string; industry?: string; settlements?: string },
): Promise<void> {
  await trx
    .updateTable('village')
    .set({ ...patch, ...villageMark, change })
    .where('code', '=', code)
    .execute();
}

function profileOf(random: Random) {
  const water = random.pick(['河道与农田相间，民居多沿河分布', '村宅临水，一条主河穿村而过', '四面有河，桥多路窄']);
  const work = random.pick(['近年整修了村内道路和河岸', '村口新辟了一处小游园', '旧仓库改成了村民活动室']);
  const people = random.pick([
    '青壮年多在镇上和市区上班，老人留村较多',
    '外来承租户与本村住户混居，日常由村民小组照看',
    '农忙时互相帮工的习惯还在',
  ]);
  const crop = random.pick(['稻米、茭白', '稻米、草莓', '稻米、蓝莓', '茭白、稻米', '稻米、淡水养殖', '花木、稻米']);
  const trade = random.pick(['多由合作社统一耕种', '家庭农场与散户并存', '大田已成片流转']);
  const names = ['东埭', '西埭', '南港', '北港', '中浜'].slice(0, random.whole(2, 5));
  return {
    introduction: `演示文字：${water}。${work}；${people}。`,
    industry: `${crop}为主，${trade}（演示）。`,
    settlements: `${names.join('、')}（演示地名）`,
  };
}
