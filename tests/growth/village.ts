/** What happens in one village from its registration to today: some forty changes. */
import { type Random, randomFor } from '#seeds/demo/random.ts';
import type { Live, Loader } from './loader.ts';
import { spellInvented } from './names.ts';
import type { Village } from './place.ts';
import { demoMark } from './place.ts';
import { writeProduce } from './produce.ts';
import { writeTitles } from './titles.ts';

const ledgerYears = [2022, 2023, 2024] as const;

/**
 * @param place the village's number among all
 * @param stated which titles the facts hold, as `village programme`
 * @param others all villages of the town
 */
export function writeVillage(
  loader: Loader,
  village: Village,
  { place, stated, others }: { place: number; stated: ReadonlySet<string>; others: readonly Village[] },
): void {
  const random = randomFor(`village ${place}`);
  writeProfile(loader, village, random);
  writeRetention(loader, village, random);
  for (const year of ledgerYears) writeLedger(loader, village, year, random);
  writeTitles(loader, village, random, stated);
  writeProduce(loader, village, place, random);
  writeLineage(loader, village, others, random);
}

function writeProfile(loader: Loader, { live, office }: Village, random: Random): void {
  loader.record({ kind: 'village-amend', ...office }, (pen) => {
    const industry = ['稻米', '茭白', '草莓', '水产', '花木'][random.whole(0, 4)] ?? null;
    pen.amend(live, {
      industry,
      settlements: `${random.whole(3, 20)} 个自然村落`,
      introduction: '演示村庄，内容为虚构。',
    });
  });
}

function writeRetention(loader: Loader, { live, office }: Village, random: Random): void {
  if (random.happens(0.1)) return;
  const retention = random.happens(0.9) ? 'retained' : 'not-retained';
  loader.record({ kind: 'retention-propose', ...office }, (pen) => {
    pen.amend(live, { retentionProposal: retention, retentionProposedBy: office.account });
  });
  // A few wait for the district.
  if (random.happens(0.998))
    loader.record({ kind: 'retention-confirm', account: 'district', town: office.town }, (pen) => {
      pen.amend(live, { retention, retentionProposal: null, retentionProposedBy: null });
    });
}

function writeLedger(loader: Loader, { code, office }: Village, year: number, random: Random): void {
  let row: Live | undefined;
  const registeredPopulation = random.whole(600, 4000);
  loader.record({ kind: 'statistics-amend', ...office, reason: `${year}年` }, (pen) => {
    const people = {
      households: random.whole(200, 1200),
      registeredPopulation,
      residentPopulation: random.whole(500, 5000),
    };
    const ground = {
      area: random.whole(100, 600) / 100,
      farmland: random.whole(500, 4000),
      grainField: random.whole(100, 2000),
    };
    const income = { collectiveIncome: random.whole(50, 900), incomePerHead: random.whole(20_000, 60_000) };
    row = pen.put('statistic', {
      villageCode: code,
      year,
      ...people,
      villageGroups: random.whole(3, 25),
      ...ground,
      ...income,
      ...demoMark,
    });
  });
  if (random.happens(0.1))
    loader.record({ kind: 'statistics-amend', ...office, reason: `${year}年，更正` }, (pen) => {
      if (row) pen.amend(row, { registeredPopulation: registeredPopulation + 7 });
    });
}

/** One in sixty was renamed, one in a hundred and fifty merged into another that stands. */
function writeLineage(loader: Loader, village: Village, others: readonly Village[], random: Random): void {
  const { code, name, live, office } = village;
  const lot = random.between(0, 1);
  const event = { id: `${village.key}e`, villageCode: code, day: `2023-0${random.whole(1, 9)}-15` };
  const by = { account: 'district', town: office.town };
  const newName = `新${name.replace(/村$/, '')}村`;
  const successor = others.find((one) => one.code !== code && !one.ended);
  if (lot < 1 / 60 && others.every((one) => one.live.row.name !== newName))
    loader.record({ kind: 'village-lineage', ...by, reason: '更名' }, (pen) => {
      pen.put('villageEvent', { ...event, kind: 'renamed', oldName: name, newName, ...demoMark });
      pen.amend(live, { name: newName, ...spellInvented(newName) });
    });
  if (lot < 1 - 1 / 150 || successor === undefined) return;
  village.ended = true;
  loader.record({ kind: 'village-lineage', ...by, reason: '撤并' }, (pen) => {
    pen.put('villageEvent', { ...event, kind: 'merged', successorCode: successor.code, ...demoMark });
  });
}
