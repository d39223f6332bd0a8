/**
 * 新增乡村振兴示范区15个 (plan, 四（四）2): areas that count towards the plan, named within its period and confirmed. The plan
 * names three and does not say which count: without a single naming registered nobody can tell how many there are.
 */

import { stageWords } from '#app/titles/title.fields.ts';
import { standingOn } from '#app/titles/title.rules.ts';
import { formatDay } from '#app/ui/format.ts';
import type { Sums } from '#db/tables.ts';
import type { Figure, FigureItem, LeftOut } from './figure.schema.ts';
import { type AreaRow, type FigureInput, figureOf } from './figure-input.rules.ts';
import { AreasSettings, readSettings } from './method.schema.ts';
import { periodOf } from './period.rules.ts';
import type { Judged, Receipt } from './receipt.rules.ts';

export function judgeAreas(input: FigureInput): Judged {
  const settings = readSettings(AreasSettings, input.method);
  const { town, asOf } = input;
  const inScope = input.areas.filter((area) => town === null || area.towns.includes(town.code));
  return { rows: inScope.map((area) => judgeArea(area, settings, asOf)), ground: 0 };
}

export function tellAreas(input: FigureInput, counted: Receipt & { sums: Sums }): Figure {
  return figureOf(input, { ...counted, collected: counted.sums.counted > 0 });
}

function judgeArea(area: AreaRow, settings: AreasSettings, asOf: string) {
  const standing = standingOn(area.steps, asOf);
  const { counts, namedOn, stage, reason } = standing;
  const item = (): FigureItem => {
    const note = counts && namedOn ? `${formatDay(namedOn)}命名` : stage && `业务日期时处于「${stageWords[stage]}」`;
    return { kind: 'area', id: area.id, label: area.name, amount: 1, note, villageCode: null };
  };
  const left = (): LeftOut | null => {
    if (area.countsTowardsPlan === 0) return 'not-counted-area';
    if (!counts) return reason;
    const when = periodOf(area, standing, settings);
    return when === 'new' ? null : when;
  };
  return { item, left: left() };
}
