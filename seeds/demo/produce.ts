/** The demonstration's producers, products, certificates and outputs. */
import type { Category } from '#db/tables.ts';
import { consortiumMembers, type DemoProducer, demoProducers, localTonnes } from './produce-data.ts';
import { writeOutputs, writeProducer, writeProducts } from './produce-rows.ts';
import { randomFor } from './random.ts';
import { clock, demoMark, type Entry, offices, placeOf } from './timeline.ts';

const years = [2021, 2022, 2023, 2024, 2025];

export function produceEntries(): Entry[] {
  return [
    ...demoProducers.map(producerEntry),
    consortiumEntry(),
    suspensionEntry(),
    ...demoProducers.filter(({ products }) => products.length > 0).flatMap(productEntries),
    ...years.flatMap((year) => offices.map((office) => localOutputEntry(year, office))),
  ];
}

function producerEntry(producer: DemoProducer, place: number): Entry {
  const { office } = placeOf(producer.village);
  return {
    at: clock(`2025-02-${String(10 + place).padStart(2, '0')}`, '14:05'),
    kind: 'producer-join',
    account: office.username,
    town: office.town,
    reason: producer.name,
    write: (trx, change) => writeProducer(trx, change, producer, place),
  };
}

function consortiumEntry(): Entry {
  const { office } = placeOf('建新');
  return {
    at: clock('2025-03-04', '10:30'),
    kind: 'consortium-amend',
    account: office.username,
    town: office.town,
    reason: '演示青浦绿色稻米联合体',
    write: async (trx, change) => {
      const member = { consortiumId: 'demo-consortium', since: '2025-03-01', ...demoMark, change };
      await trx
        .insertInto('consortiumMember')
        .values(consortiumMembers.map((producerId) => ({ ...member, producerId })))
        .execute();
    },
  };
}

/** A certificate that its town suspended, so that the state is seen. */
function suspensionEntry(): Entry {
  const { office } = placeOf('金泽');
  const event = { certificateId: 'demo-jinze-3-2-c2', sequence: 1, kind: 'suspended', day: '2026-08-03' } as const;
  return {
    at: clock('2026-08-04', '09:45'),
    kind: 'certificate-event',
    account: office.username,
    town: office.town,
    reason: '演示青菜：抽检待复核',
    write: async (trx, change) => {
      await trx
        .insertInto('certificateEvent')
        .values({ ...event, reason: '抽检待复核', recordedBy: office.username, ...demoMark, change })
        .execute();
    },
  };
}

function productEntries(producer: DemoProducer, place: number): Entry[] {
  const { office } = placeOf(producer.village);
  const entry = { kind: 'product-accept', account: office.username, town: office.town, reason: producer.name } as const;
  const day = String(1 + place).padStart(2, '0');
  return [
    {
      ...{ ...entry, at: clock(`2025-04-${day}`, '15:20') },
      write: (trx, change) => writeProducts(trx, change, producer),
    },
    ...years.map(
      (year): Entry => ({
        ...{ ...entry, kind: 'output-accept', reason: `${producer.name}，${year}年产量` },
        at: clock(year === 2025 ? `2026-02-${day}` : `2025-05-${day}`, `${9 + year - 2021}:40`),
        write: (trx, change) => writeOutputs(trx, change, producer, year),
      }),
    ),
  ];
}

function localOutputEntry(year: number, office: (typeof offices)[number]): Entry {
  const tonnes = Object.entries(localTonnes[office.townName] ?? {}) as [Category, number][];
  const month = year === 2025 ? '2026-03' : '2025-06';
  return {
    at: clock(`${month}-${String(20 + year - 2021).padStart(2, '0')}`, '11:10'),
    kind: 'local-output',
    account: office.username,
    town: office.town,
    reason: `${year}年地产农产品产量`,
    write: async (trx, change) => {
      const rows = tonnes.map(([category, amount]) => ({
        ...{ townCode: office.town, year, category, note: null, ...demoMark, change },
        tonnes: Math.round(amount * randomFor(`local ${office.town} ${category} ${year}`).between(0.97, 1.03)),
      }));
      await trx.insertInto('localOutput').values(rows).execute();
    },
  };
}
