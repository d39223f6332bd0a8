/** What goes into a figure and the shape in which all of them come out. */
import type { StepRow } from '#app/titles/title.rules.ts';
import type {
  AreaMemberTable,
  AreaTable,
  Category,
  IndicatorTable,
  MethodTable,
  Sums,
  TargetTable,
} from '#db/tables.ts';
import type { Figure } from './figure.schema.ts';
import type { GreenGround } from './green-rate.rules.ts';
import type { Receipt, TitleRow, VillageRow } from './receipt.rules.ts';
import { isMet } from './target.rules.ts';

/** What the figures are made of. `town` null means the three towns together; target and method are those in force. */
export interface FigureInput {
  asOf: string;
  town: { code: string; name: string } | null;
  indicator: Pick<IndicatorTable, 'key' | 'label' | 'unit' | 'sentence' | 'place' | 'baseline'>;
  target: Pick<TargetTable, 'kind' | 'text' | 'value' | 'version'> | null;
  method: Pick<MethodTable, 'version' | 'text' | 'settings'>;
  villages: readonly VillageRow[];
  titles: readonly TitleRow[];
  members: readonly Pick<AreaMemberTable, 'areaId' | 'villageCode' | 'since' | 'membership'>[];
  areas: readonly AreaRow[];
  /** The codes of the three towns. */
  towns: readonly string[];
  green: GreenGround;
  /** One category of produce; null for all. */
  category: Category | null;
}

/** A demonstration area with its stages, as titles have them. */
export interface AreaRow extends Pick<AreaTable, 'id' | 'name' | 'countsTowardsPlan' | 'awardYear'> {
  towns: readonly string[];
  steps: readonly StepRow[];
}

/** What a figure says of itself beside its rows; its value is the sum of the rows where it names none. */
type Own = Receipt &
  Partial<
    Pick<Figure, 'value' | 'numerator' | 'denominator' | 'reconciliation' | 'stock' | 'remarks' | 'met' | 'verdict'>
  > & {
    /** A denominator that each town has of its own. */
    ownDenominator?: number | null;
    /** What the rows come to, where they were told by tallies and not looked at one by one. */
    sums?: Sums;
    /** Whether the register holds what the number stands on; while it does not, nobody can say whether a target is met. */
    collected: boolean;
  };

/**
 * The plan speaks of the three towns together: of one town there is a count, and nothing to hold it against. `met` is null
 * (尚不能判断) as long as the ground of the number is not collected, whichever side of the target it lies on; also as long as
 * the rows left out for want of a year or a day could still carry it there (domain, section 1).
 */
export function figureOf(
  input: Pick<FigureInput, 'asOf' | 'town' | 'indicator' | 'target' | 'method'>,
  own: Own,
): Figure {
  const { indicator, method, town } = input;
  const target = town === null ? input.target : null;
  const counted = own.sums?.counted ?? own.included.length;
  const total = own.sums?.counted ?? own.included.reduce((sum, item) => sum + item.amount, 0);
  const value = own.value === undefined ? total : own.value;
  return {
    key: indicator.key,
    label: indicator.label,
    unit: indicator.unit,
    value,
    numerator: own.numerator === undefined ? value : own.numerator,
    denominator: own.ownDenominator ?? (town === null ? (own.denominator ?? null) : null),
    baseline: town === null ? indicator.baseline : null,
    target: target && { kind: target.kind, text: target.text, value: target.value, version: target.version },
    met: own.met === undefined ? judged(value, target, own.collected, own.sums?.untold ?? 0) : own.met,
    verdict: own.verdict ?? null,
    method: { version: method.version, text: method.text },
    asOf: input.asOf,
    town: town?.code ?? null,
    scopeLabel: town?.name ?? '青西三镇',
    sentence: indicator.sentence,
    place: indicator.place,
    included: own.included,
    excluded: own.excluded,
    rows: { included: counted, excluded: own.sums?.excluded ?? own.excluded.length },
    next: null,
    reconciliation: town === null ? (own.reconciliation ?? null) : null,
    stock: own.stock ?? null,
    remarks: own.remarks ?? [],
  };
}

function judged(value: number | null, target: FigureInput['target'], collected: boolean, open: number): boolean | null {
  return collected && !couldStillReach(value, target, open) ? isMet(value, target) : null;
}

/** Whether a number below its target would reach it with the rows of which nobody can tell when they were named. */
function couldStillReach(value: number | null, target: FigureInput['target'], open: number): boolean {
  if (value === null || target === null || target.value === null || value >= target.value) return false;
  return open > 0 && value + open >= target.value;
}
