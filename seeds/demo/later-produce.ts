/** What the offices entered late about produce, and what waits for them: all after the rest of the demonstration. */
import type { CertificateEventTable, ChangeKind, NewRow } from '#db/tables.ts';
import { animalTonnes, laterMembers, laterProducers } from './later-produce-data.ts';
import { type DemoProducer, demoProducers } from './produce-data.ts';
import { coopAccount, writeOutputs, writeProducer, writeProducts } from './produce-rows.ts';
import { clock, demoMark, type Entry, type Office, offices, placeOf } from './timeline.ts';

const years = [2021, 2022, 2023, 2024, 2025];
const day = '2026-11-23';

export function laterProduceEntries(): Entry[] {
  return [...offices.flatMap(officeEntries), memberEntry(), ...eventEntries(), ...waitingEntries()];
}

function officeEntries(office: Office, index: number): Entry[] {
  const own = laterProducers.filter(({ village }) => placeOf(village).office === office);
  const entry = (minute: number, kind: ChangeKind, reason: string, write: Entry['write']): Entry => ({
    ...{ at: clock(day, `${10 + index}:${minute}`), account: office.username, town: office.town },
    ...{ kind, reason, write },
  });
  return [
    entry(10, 'producer-join', `补登演示经营主体，${own.length}家`, async (trx, change) => {
      for (const producer of own) await writeProducer(trx, change, producer, placeOfProducer(producer));
    }),
    entry(25, 'product-accept', '补登演示产品和证书', async (trx, change) => {
      for (const producer of own) await writeProducts(trx, change, producer);
    }),
    entry(40, 'output-accept', '补登演示产品各年产量', async (trx, change) => {
      for (const producer of own) for (const year of years) await writeOutputs(trx, change, producer, year);
    }),
    entry(55, 'local-output', '补报畜禽产量', async (trx, change) => {
      await trx
        .insertInto('localOutput')
        .values(lateLocalOutputs(office).map((row) => ({ ...row, change })))
        .execute();
    }),
  ];
}

/** Counted on from the producers that were entered in time: the invented codes stay different. */
const placeOfProducer = (producer: DemoProducer) => demoProducers.length + laterProducers.indexOf(producer);

/** Animals in tonnes; ornamental plants are counted in pieces, and their tonnes stay missing. */
function lateLocalOutputs({ town, townName }: Office): Omit<NewRow<'localOutput'>, 'change'>[] {
  const animals = Object.entries(animalTonnes[townName] ?? {}).map(([year, tonnes]) => ({
    ...{ townCode: town, year: Number(year), category: 'livestock' as const, tonnes, note: null, ...demoMark },
  }));
  const plants = { townCode: town, year: 2025, category: 'ornamental' as const, tonnes: null, ...demoMark };
  return [...animals, { ...plants, note: '按株统计，没有折算成吨' }];
}

function memberEntry(): Entry {
  const { office } = placeOf('建新');
  const member = { consortiumId: 'demo-consortium', since: '2026-11-01', ...demoMark };
  return {
    at: clock(day, '13:10'),
    kind: 'consortium-amend',
    account: office.username,
    town: office.town,
    reason: `演示青浦绿色稻米联合体新增成员，${laterMembers.length}家`,
    write: async (trx, change) => {
      await trx
        .insertInto('consortiumMember')
        .values(laterMembers.map((producerId) => ({ ...member, producerId, change })))
        .execute();
    },
  };
}

/** One certificate revoked, and one suspended and in force again. */
function eventEntries(): Entry[] {
  const cucumbers = { certificateId: 'demo-liantang-7-2-c1', village: '北埭', name: '演示北埭黄瓜' };
  const rice = { certificateId: 'demo-jianxin-1-c1', village: '建新', name: '演示建新米' };
  return [
    eventEntry('13:20', rice, 1, { kind: 'suspended', day: '2026-06-10', reason: '演示：标志使用不规范，限期改正' }),
    eventEntry('13:25', rice, 2, { kind: 'resumed', day: '2026-07-02', reason: '演示：已改正，恢复使用' }),
    eventEntry('13:30', cucumbers, 1, { kind: 'revoked', day: '2025-11-05', reason: '演示：年检未通过' }),
  ];
}

function eventEntry(
  time: string,
  { certificateId, village, name }: { certificateId: string; village: string; name: string },
  sequence: number,
  event: Pick<CertificateEventTable, 'kind' | 'day' | 'reason'>,
): Entry {
  const { office } = placeOf(village);
  return {
    at: clock(day, time),
    kind: 'certificate-event',
    account: office.username,
    town: office.town,
    reason: `${name}：${event.reason}`,
    write: async (trx, change) => {
      await trx
        .insertInto('certificateEvent')
        .values({ certificateId, sequence, ...event, recordedBy: office.username, ...demoMark, change })
        .execute();
    },
  };
}

/** What the demonstration's producer has handed in, and what its town sent back. */
function waitingEntries(): Entry[] {
  const { office } = placeOf('张马');
  const own = { account: coopAccount, town: office.town };
  const review = { account: office.username, town: office.town };
  const certificate = { producerId: 'demo-coop', submittedBy: coopAccount, approvedOutput: null, ...demoMark };
  return [
    {
      ...{ ...own, at: clock(day, '13:40'), kind: 'certificate-submit', reason: '演示软香米：名特优新农产品' },
      write: async (trx, change) => {
        const paper = { id: 'demo-coop-1-c8', productId: 'demo-coop-1', scheme: 'famous' } as const;
        const term = {
          number: '演示〔2026〕00081',
          validFrom: '2026-10-20',
          validTo: null,
          review: 'submitted',
        } as const;
        await trx
          .insertInto('certificate')
          .values({ ...certificate, ...paper, ...term, change })
          .execute();
      },
    },
    {
      ...{ ...own, at: clock(day, '13:45'), kind: 'certificate-submit', reason: '演示蛙稻米：农产品地理标志' },
      write: async (trx, change) => {
        const paper = { id: 'demo-coop-2-c8', productId: 'demo-coop-2', scheme: 'gi-agricultural' } as const;
        const term = { number: 'AGI00082', validFrom: '2026-09-01', validTo: null, review: 'submitted' } as const;
        await trx
          .insertInto('certificate')
          .values({ ...certificate, ...paper, ...term, change })
          .execute();
      },
    },
    {
      ...{ ...review, at: clock(day, '13:50'), kind: 'certificate-return', reason: '演示蛙稻米：请上传证书扫描件' },
      write: async (trx, change) => {
        await trx
          .updateTable('certificate')
          .set({ review: 'returned', reviewReason: '请上传证书扫描件', change })
          .where('id', '=', 'demo-coop-2-c8')
          .execute();
      },
    },
    {
      ...{ ...own, at: clock(day, '14:00'), kind: 'output-report', reason: '2026年产量' },
      write: async (trx, change) => {
        const output = { year: 2026, review: 'submitted', submittedBy: coopAccount, ...demoMark, change } as const;
        await trx
          .insertInto('output')
          .values([
            { ...output, productId: 'demo-coop-1', tonnes: 1462.5 },
            { ...output, productId: 'demo-coop-2', tonnes: 6270 },
          ])
          .execute();
      },
    },
    {
      ...{ ...review, at: clock(day, '14:10'), kind: 'output-return', reason: '演示蛙稻米：请核对吨数' },
      write: async (trx, change) => {
        await trx
          .updateTable('output')
          .set({ review: 'returned', reviewReason: '比上年多了九倍，请核对吨数', change })
          .where('productId', '=', 'demo-coop-2')
          .where('year', '=', 2026)
          .execute();
      },
    },
  ];
}
