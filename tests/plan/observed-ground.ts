/** One indicator of table 1 with what was observed of it. */
import { ObservedSettings } from '#app/plan/method.schema.ts';
import type { ObservationRow, ObservedGround } from '#app/plan/observed-figure.rules.ts';
import type { TargetTable } from '#db/tables.ts';

export function row(year: number, value: number, more: Partial<ObservationRow> = {}): ObservationRow {
  return {
    ...{ indicatorKey: 'indicator-1', year, value, comparison: null, observedOn: `${year + 1}-02-20` },
    ...{ documentNumber: null, attachmentHash: null, attachmentName: null, note: null, source: '区统计局年报' },
    ...{ proposedBy: 'district', confirmation: 'confirmed', confirmedBy: 'district2', confirmedOn: '2026-03-01' },
    ...{ confirmationReason: null, ...more },
  };
}

export const methodOf = (settings: Partial<ObservedSettings> = {}) => JSON.stringify(ObservedSettings.parse(settings));

export function tableOf(
  observations: ObservationRow[],
  target: Pick<TargetTable, 'kind' | 'value'> & { text?: string },
  settings = methodOf(),
): ObservedGround {
  const indicatorKey = 'indicator-1';
  return {
    indicators: [
      {
        ...{ key: indicatorKey, label: '指标', unit: '%', sentence: '原文', place: '表1', baseline: null },
        ...{ domain: '领域', attribute: 'binding', position: 1 },
      },
    ],
    targets: [{ text: '目标', ...target, indicatorKey, version: 1, inForceFrom: '2022-03-05' }],
    methods: [{ indicatorKey, version: 1, text: '口径', settings, inForceFrom: '2021-01-01' }],
    observations,
  };
}
