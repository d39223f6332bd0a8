/**
 * The figures that count villages and titles towards the plan, each with its receipt: one call gives the number, the rows
 * that make it and the rows left out, so that screen, JSON and print cannot differ. A village is counted once.
 */

import type { Sums } from '#db/tables.ts';
import { judgeAreas, tellAreas } from './area-figure.rules.ts';
import type { Figure, LeftOut } from './figure.schema.ts';
import { type FigureInput, figureOf } from './figure-input.rules.ts';
import { greenRate } from './green-rate.rules.ts';
import {
  CityLevelSettings,
  CoverageSettings,
  DistrictLevelSettings,
  readSettings,
  ShangtaSettings,
} from './method.schema.ts';
import { periodOf } from './period.rules.ts';
import { planPeriod } from './plan.fields.ts';
import {
  type Candidate,
  candidatesOf,
  firstNamed,
  type Judged,
  type Receipt,
  receiptOf,
  reconcile,
  sumsOf,
  titleItem,
  titleVerdict,
  type VillageRow,
  villageItem,
  villagesOf,
} from './receipt.rules.ts';

type Period = Pick<CityLevelSettings, 'newBy' | 'from' | 'to'>;

/** A receipt and what its rows come to. Where they were told by tallies, there are sums and no rows. */
export interface Counted extends Receipt {
  sums: Sums;
}

/** How a figure is made: it judges rows, of however small a part of the scope, and tells what they came to. */
interface Counting {
  judge: (input: FigureInput) => Judged;
  tell: (input: FigureInput, counted: Counted) => Figure;
}

/** The figures that count villages, titles and areas; what is judged of parts adds up to that of the whole. */
export const countings = {
  coverage: { judge: judgeCoverage, tell: tellCoverage },
  'city-level': { judge: judgeCityLevel, tell: tellCityLevel },
  'district-level': { judge: judgeDistrictLevel, tell: tellDistrictLevel },
  areas: { judge: judgeAreas, tell: tellAreas },
  shangta: { judge: judgeShangta, tell: tellShangta },
} as const satisfies Record<string, Counting>;
export type CountingKey = keyof typeof countings;

const looking =
  ({ judge, tell }: Counting) =>
  (input: FigureInput): Figure => {
    const judged = judge(input);
    return tell(input, { ...receiptOf(judged), sums: sumsOf(judged) });
  };

/** The figures of the plan that the register counts itself, by their keys in the JSON. */
export const figures = {
  coverage: looking(countings.coverage),
  'city-level': looking(countings['city-level']),
  'district-level': looking(countings['district-level']),
  areas: looking(countings.areas),
  shangta: looking(countings.shangta),
  'green-rate': greenRate,
} as const;
export type CountedKey = keyof typeof figures;

/** 规划保留保护村级美丽乡村全覆盖 (plan, 四(四)2): every village of the scope is either counted or left out with a reason. */
function judgeCoverage(input: FigureInput): Judged {
  const { programmes } = readSettings(CoverageSettings, input.method);
  const { villages, titles } = groundOf(input, programmes);
  const verdict = ({ retention }: VillageRow, left: LeftOut | null): LeftOut | null => {
    if (retention === 'retained') return left;
    if (retention === 'not-retained') return 'not-retained';
    return left === null ? 'titled-unconfirmed' : 'retention-unconfirmed';
  };
  const rows = villages.map((village) => {
    const { left, telling } = titleVerdict(titles.get(village.code));
    return { left: verdict(village, left), item: () => villageItem(village, telling) };
  });
  return { rows, ground: villages.filter(({ retention }) => retention === 'retained').length };
}

/** Whether all are covered can be told once it is known which 74 they are. */
function tellCoverage(input: FigureInput, counted: Counted): Figure {
  const denominator = input.target?.value ?? null;
  const reconciliation = reconcile('规划保留保护村', denominator, counted.sums.ground);
  return figureOf(input, { ...counted, denominator, reconciliation, collected: isWhole(reconciliation) });
}

/** 新创建市级美丽乡村19个 (plan, 四(四)2, 一.2): the period's new titles; those of the baseline are held against the plan's 13. */
function judgeCityLevel(input: FigureInput): Judged {
  const settings = readSettings(CityLevelSettings, input.method);
  const { titles } = groundOf(input, settings.programmes);
  const rows = [...titles.values()].flatMap((ofVillage) => {
    const first = firstNamed(ofVillage);
    return ofVillage.map((title) => ({
      item: () => titleItem(title),
      left: newTitleVerdict(title, first, settings),
    }));
  });
  return { rows, ground: rows.filter(({ left }) => left === 'baseline').length };
}

/** While some of the 13 are not registered the titles are not collected, and one of them may pass for new. */
function tellCityLevel(input: FigureInput, counted: Counted): Figure {
  const { counted: added, ground: baseline } = counted.sums;
  const reconciliation = reconcile('规划基期市级美丽乡村', input.indicator.baseline, baseline);
  return figureOf(input, {
    ...counted,
    collected: isWhole(reconciliation),
    stock: { baseline, added, total: baseline + added, planned: plannedStock(input) },
    reconciliation,
  });
}

/** 32个村成功创建区级美丽乡村示范村 (plan, 一.2): a stock without a target; its baseline part is held against the plan's 32. */
function judgeDistrictLevel(input: FigureInput): Judged {
  const { programmes } = readSettings(DistrictLevelSettings, input.method);
  const { villages, titles } = groundOf(input, programmes);
  const isOfBaseline = ({ title, standing }: Candidate) =>
    standing.counts && periodOf(title, standing, { newBy: 'award-year', ...planPeriod }) === 'baseline';
  const rows = villages.flatMap((village) => {
    const { left, telling } = titleVerdict(titles.get(village.code));
    return titles.has(village.code) ? [{ left, item: () => villageItem(village, telling) }] : [];
  });
  return { rows, ground: [...titles.values()].filter((ofVillage) => ofVillage.some(isOfBaseline)).length };
}

function tellDistrictLevel(input: FigureInput, counted: Counted): Figure {
  const reconciliation = reconcile('规划基期区级美丽乡村示范村', input.indicator.baseline, counted.sums.ground);
  return figureOf(input, { ...counted, reconciliation, collected: isWhole(reconciliation) });
}

/** 商榻全域，9村连片创建市级美丽乡村 (plan, 四(四)2): confirmed members of the area that hold a counting title. */
function judgeShangta(input: FigureInput): Judged {
  const settings = readSettings(ShangtaSettings, input.method);
  const { villages, titles } = groundOf(input, settings.programmes);
  const ofArea = input.members.filter((member) => member.areaId === settings.area);
  const members = new Map(ofArea.map((member) => [member.villageCode, member]));
  const rows = villages.flatMap((village) => {
    const member = members.get(village.code);
    if (member === undefined) return [];
    const { left, telling } = titleVerdict(titles.get(village.code));
    const isLater = member.since !== null && member.since > input.asOf;
    const ofMember = isLater ? 'joined-later' : left;
    const isConfirmed = member.membership === settings.membershipRequired;
    return [
      { left: isConfirmed ? ofMember : 'membership-unconfirmed', item: () => villageItem(village, telling) },
    ] as const;
  });
  return { rows, ground: rows.filter(({ left }) => left !== 'membership-unconfirmed').length };
}

/** Which villages are the nine is not stated by the plan: before so many are confirmed nobody can tell. */
function tellShangta(input: FigureInput, counted: Counted): Figure {
  const denominator = input.target?.value ?? null;
  const collected = denominator !== null && counted.sums.ground >= denominator;
  return figureOf(input, { ...counted, denominator, collected });
}

/** Whether the register holds of the plan's number exactly as many rows. */
function isWhole(reconciliation: Figure['reconciliation']): boolean {
  return reconciliation === null || reconciliation.registered === reconciliation.planSays;
}

function groundOf({ villages, titles, town, asOf }: FigureInput, programmes: readonly string[]) {
  const inScope = villagesOf(villages, town);
  return { villages: inScope, titles: candidatesOf(inScope, titles, { programmes, asOf }) };
}

/** 13 + 19 = 32, of the three towns together. */
function plannedStock({ indicator, target, town }: FigureInput): number | null {
  if (town !== null || indicator.baseline === null || target === null || target.value === null) return null;
  return indicator.baseline + target.value;
}

function newTitleVerdict(candidate: Candidate, first: Candidate | undefined, period: Period): LeftOut | null {
  const { title, standing } = candidate;
  if (!standing.counts) return standing.reason;
  if (candidate !== first) return 'already-counted';
  const when = periodOf(title, standing, period);
  return when === 'new' ? null : when;
}
