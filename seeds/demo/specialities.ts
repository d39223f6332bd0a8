/** 一镇一品 in the demonstration. The plan asks for one of each town and names none, so these are invented. */
import type { Db } from '#db/client.server.ts';
import type { NewRow } from '#db/tables.ts';
import { demoMark } from './timeline.ts';

type Speciality = Pick<NewRow<'brand'>, 'id' | 'name' | 'category' | 'specialityOf' | 'description'>;

/** By the producer with whose ground they are written. */
const specialities: Readonly<Record<string, Speciality>> = {
  'demo-lizhuang': {
    ...{ id: 'demo-blueberry', name: '演示朱家角蓝莓', category: 'fruit', specialityOf: '310118102' },
    description: '演示文字：朱家角镇的一镇一品，由镇里统一标识，合作社分户种植。',
  },
  'demo-liantang-6': {
    ...{ id: 'demo-jiaobai', name: '演示泖田茭白', category: 'vegetable', specialityOf: '310118103' },
    description: '演示文字：练塘镇的一镇一品，按统一的采收和分级要求上市。',
  },
  'demo-jinze-1': {
    ...{ id: 'demo-crab', name: '演示金泽湖蟹', category: 'aquatic', specialityOf: '310118104' },
    description: '演示文字：金泽镇的一镇一品，湖区养殖，按规格装盒。',
  },
};

export async function writeSpeciality(trx: Db, change: number, producer: string): Promise<void> {
  const speciality = specialities[producer];
  if (speciality === undefined) return;
  await trx
    .insertInto('brand')
    .values({ ...speciality, kind: 'regional', ...demoMark, change })
    .execute();
}
