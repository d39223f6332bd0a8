/** What the figures are made of, for tests: the plan's own numbers around rows written by hand. */

import type { Figure } from '#app/plan/figure.schema.ts';
import type { FigureInput } from '#app/plan/figure-input.rules.ts';
import type { StepRow } from '#app/titles/title.rules.ts';
import type { Stage } from '#app/titles/title.schema.ts';

type Village = FigureInput['villages'][number];
export type Title = FigureInput['titles'][number];
export type Member = FigureInput['members'][number];

export const towns = [
  { code: '310118102', name: '朱家角镇' },
  { code: '310118103', name: '练塘镇' },
  { code: '310118104', name: '金泽镇' },
];
export const programmes = ['village-beautiful', 'district-beautiful', 'city-beautiful'];
export const keys = ['coverage', 'city-level', 'district-level', 'shangta'] as const;
type VillageFigure = (typeof keys)[number];
const plan: Record<VillageFigure, { baseline: number | null; target: number | null; settings: object }> = {
  coverage: { baseline: null, target: 74, settings: {} },
  'city-level': { baseline: 13, target: 19, settings: {} },
  'district-level': { baseline: 32, target: null, settings: {} },
  shangta: { baseline: null, target: 9, settings: { area: 'shangta' } },
};
export function input(key: VillageFigure, more: Partial<FigureInput> = {}, settings: object = {}): FigureInput {
  const { baseline, target } = plan[key];
  return {
    asOf: '2025-12-31',
    town: null,
    indicator: { key, label: key, unit: '个', sentence: '……', place: '四(四)2', baseline },
    target: target === null ? null : { kind: 'at-least', text: String(target), value: target, version: 1 },
    method: { version: 2, text: '口径', settings: JSON.stringify({ ...plan[key].settings, ...settings }) },
    villages: [],
    titles: [],
    members: [],
    areas: [],
    towns: towns.map(({ code }) => code),
    green: { products: [], certificates: [], outputs: [], localOutputs: [] },
    category: null,
    ...more,
  };
}

export function village(code: string, more: Partial<Village> = {}): Village {
  return { code, name: `${code}村`, townCode: '310118104', retention: 'retained', ...more };
}

export function step(stage: Stage, day: string, more: Partial<StepRow> = {}): StepRow {
  const confirmation = stage === 'named' ? 'confirmed' : null;
  return { sequence: 1, stage, day, precision: 'exact', reason: null, confirmation, ...more };
}

export function title(id: string, villageCode: string, awardYear: number | null, ...steps: StepRow[]): Title {
  const numbered = steps.map((each, place) => ({ ...each, sequence: place + 1 }));
  return {
    id,
    villageCode,
    programmeKey: 'city-beautiful',
    programmeName: '市级美丽乡村示范村',
    awardYear,
    steps: numbered,
  };
}

export const left = (figure: Figure) => Object.fromEntries(figure.excluded.map(({ id, code }) => [id, code]));
export const ids = (figure: Figure) => figure.included.map(({ id }) => id);
