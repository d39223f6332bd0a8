import { expect, test } from 'vitest';
import { amendStatistics } from '#app/villages/amend-statistics.server.ts';
import { recordLineage } from '#app/villages/record-lineage.server.ts';
import { listStatistics } from '#app/villages/statistic.repository.server.ts';
import { AmendStatistics } from '#app/villages/statistic.schema.ts';
import { getVillage } from '#app/villages/village.repository.server.ts';
import { listLineage } from '#app/villages/village-event.repository.server.ts';
import { villageJson } from '#app/villages/village-json.rules.ts';
import { factsRegister } from '#tests/support/database.ts';

const code = '310118102232';
const at = new Date('2026-11-24T02:00:00Z');

test('a village as of a day knows nothing of what came later, and null for what nobody collected', async () => {
  const db = await factsRegister();
  const { change: loadedAt, confirmJump, ...ledger } = AmendStatistics.parse({ change: '1', households: '500' });
  for (const year of [2024, 2026])
    await amendStatistics(db, { code, year, ledger, confirmJump, loadedAt, left: [], account: 'zhujiajiao', at });
  const event = { kind: 'renamed', day: '2025-06-01', newName: '张马泾村' } as const;
  await recordLineage(db, {
    ...{ code, today: '2026-11-24', account: 'district', at },
    event: { ...event, successorCode: null, documentNumber: null, note: null },
  });
  const village = await getVillage(db, code);
  const parts = { village, level: null, lineage: await listLineage(db, code), ledgers: await listStatistics(db, code) };

  const before = villageJson({ ...parts, asOf: '2025-05-31' });
  expect(before).toMatchObject({
    name: '张马村',
    lineage: [],
    statistics: [{ year: 2024, households: 500, area: null }],
  });
  expect(before.statistics).toHaveLength(1);

  const after = villageJson({ ...parts, asOf: '2026-11-24' });
  expect(after).toMatchObject({ name: '张马泾村', lineage: [{ oldName: '张马村', newName: '张马泾村' }] });
  expect(after.statistics.map(({ year }) => year)).toEqual([2024, 2026]);
});
