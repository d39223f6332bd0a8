/** What the plan's figures are counted from, read once, and every figure of any day and town out of it. */
import type { TitleWithSteps } from '#app/titles/title.schema.ts';
import { endOn, nameOn } from '#app/villages/village.rules.ts';
import type {
  AreaMemberTable,
  Category,
  IndicatorTable,
  MethodTable,
  TargetTable,
  VillageEventTable,
  VillageTable,
} from '#db/tables.ts';
import { type CountedKey, figures } from './figure.rules.ts';
import type { Figure } from './figure.schema.ts';
import type { AreaRow, FigureInput } from './figure-input.rules.ts';
import type { GreenGround } from './green-rate.rules.ts';
import { groupsOf } from './groups.ts';
import { planPeriod } from './plan.fields.ts';
import { type Tallies, talliedFigure, talliedGreenRate } from './tallied.rules.ts';
import { trendOf, versionInForce } from './target.rules.ts';

export interface Town {
  code: string;
  name: string;
  shortName: string;
}

export interface PlanGround {
  towns: readonly Town[];
  /** In the plan's order. */
  indicators: readonly Pick<IndicatorTable, 'key' | 'label' | 'unit' | 'sentence' | 'place' | 'baseline'>[];
  targets: readonly Pick<TargetTable, 'indicatorKey' | 'version' | 'kind' | 'text' | 'value' | 'inForceFrom'>[];
  methods: readonly Pick<MethodTable, 'indicatorKey' | 'version' | 'text' | 'settings' | 'inForceFrom'>[];
  /** By their present names, in the order of the codes. */
  villages: readonly Pick<VillageTable, 'code' | 'name' | 'townCode' | 'retention'>[];
  events: readonly Pick<VillageEventTable, 'villageCode' | 'kind' | 'day' | 'oldName'>[];
  titles: readonly TitleWithSteps[];
  members: readonly Pick<AreaMemberTable, 'areaId' | 'villageCode' | 'since' | 'membership'>[];
  areas: readonly AreaRow[];
  green: GreenGround;
  /** What the figures of all towns together are told from; null where they are counted row by row. */
  tallies: Tallies | null;
}

export interface Scope {
  asOf: string;
  /** Null: the three towns together. */
  town: Town | null;
  /** One category of produce, for the green rate; null or absent for all. */
  category?: Category | null;
}

/** `method`: the version of the rule by which the point was counted. */
export interface TrendPoint {
  day: string;
  value: number | null;
  method: number | null;
}

/** Years beyond the plan that a trend follows at most: nobody reads further, and a far day must not cost the server. */
const yearsAfterPlan = 5;
const firstPlanYear = Number(planPeriod.from.slice(0, 4));
const lastPlanYear = Number(planPeriod.to.slice(0, 4));

/** Whether the register counts a figure of this key itself. */
export function isCounted(key: string): key is CountedKey {
  return Object.hasOwn(figures, key);
}

/** The keys of the counted figures, in the plan's order. */
export function countedKeys({ indicators }: Pick<PlanGround, 'indicators'>): CountedKey[] {
  return indicators.map(({ key }) => key).filter(isCounted);
}

/** The method in force on a day; on a day before the first one, the first. Undefined where the register holds none. */
export function methodOn({ methods }: Pick<PlanGround, 'methods'>, key: string, asOf: string) {
  const own = methods.filter(({ indicatorKey }) => indicatorKey === key);
  return versionInForce(own, asOf) ?? own.toSorted((a, b) => a.version - b.version)[0];
}

/**
 * A figure of a day. The one way to it: screen, JSON and print all come here. A target counts
 * from its day. Null where the register, as read, holds no such indicator yet.
 */
export function figureOn(ground: PlanGround, key: CountedKey, scope: Scope): Figure | null {
  const input = inputOn(ground, key, scope);
  const { tallies } = ground;
  if (input === null || tallies === null || scope.town !== null) return input && figures[key](input);
  return key === 'green-rate' ? talliedGreenRate(input, tallies) : talliedFigure(key, input, tallies);
}

/** What a figure is made of on a day; null where the register, as read, holds no such indicator yet. */
export function inputOn(
  ground: PlanGround,
  key: CountedKey,
  { asOf, town, category = null }: Scope,
): FigureInput | null {
  const indicator = ground.indicators.find((each) => each.key === key);
  const method = methodOn(ground, key, asOf);
  if (indicator === undefined || method === undefined) return null;
  const targets = ground.targets.filter((each) => each.indicatorKey === key);
  const { members, areas, green } = ground;
  const target = versionInForce(targets, asOf);
  const towns = ground.towns.map(({ code }) => code);
  return { asOf, town, category, indicator, target, method, members, areas, green, towns, ...sceneOn(ground, asOf) };
}

/** A figure at the end of each year from the plan's eve on, and on the day itself. */
export function trendOn(ground: PlanGround, key: CountedKey, { asOf, ...scope }: Scope): TrendPoint[] {
  const to = Math.min(Math.max(lastPlanYear, yearOf(asOf)), lastPlanYear + yearsAfterPlan);
  const compute = (day: string) => figureOn(ground, key, { asOf: day, ...scope })?.value ?? null;
  return trendOf(compute, { from: firstPlanYear - 1, to, asOf }).map((point) => ({
    ...point,
    method: methodOn(ground, key, point.day)?.version ?? null,
  }));
}

/**
 * What the year of the day has added: the figure less what it was when that year began. Null before the plan's years, and
 * where the two are counted by different methods: their difference would be no one's doing.
 */
export function stepOfYear(ground: PlanGround, figure: Figure, scope: Omit<Scope, 'asOf'>): number | null {
  const year = yearOf(figure.asOf);
  if (!isCounted(figure.key) || figure.value === null || year < firstPlanYear) return null;
  const eve = `${year - 1}-12-31`;
  const before = figureOn(ground, figure.key, { ...scope, asOf: eve });
  if (before === null || before.value === null || before.method.version !== figure.method.version) return null;
  return figure.value - before.value;
}

type Scene = Pick<FigureInput, 'villages' | 'titles'>;

const scenes = new WeakMap<PlanGround, Map<string, Scene>>();

/**
 * The villages as they were called on the day and the titles, in the shape that figures count; made once for a ground and
 * a day, however many figures and towns are asked.
 */
export function sceneOn(ground: PlanGround, asOf: string): Scene {
  const ofGround = scenes.get(ground) ?? new Map<string, Scene>();
  scenes.set(ground, ofGround);
  const scene = ofGround.get(asOf) ?? makeScene(ground, asOf);
  ofGround.set(asOf, scene);
  return scene;
}

function makeScene({ villages, events, titles }: PlanGround, asOf: string): Scene {
  const eventsOf = groupsOf(events, 'villageCode');
  return {
    villages: villages.map((village) => {
      const lineage = eventsOf.get(village.code) ?? [];
      return { ...village, name: nameOn(village.name, lineage, asOf), retired: endOn(lineage, asOf)?.day ?? null };
    }),
    titles: titles.map((title) => ({ ...title, programmeName: title.programme.name })),
  };
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
