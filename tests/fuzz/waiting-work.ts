/** One piece of each kind of work that the demonstration has none of, so that the pages for it can be asked, too. */

import { lookBehind } from '#tests/support/behind.ts';
import type { ReaderName, Stand } from './stand.ts';

const pdf = '%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n';
const gtin = '6901234567892';

/** Pages that their readers come to from outside, or by a link that few accounts see. */
const hidden = [
  '/products/demo-coop-1/edit',
  '/api/v1/changes',
  '/producers/demo-consortium/members',
  '/products/demo-coop-1/labels.pdf',
  '/plan/green-rate/method',
];

/** @returns addresses that no link leads every reader to */
export async function leaveWork(stand: Stand): Promise<string[]> {
  const send = (reader: ReaderName, path: string, fields: Record<string, string | File>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return stand.send(reader, path, form);
  };
  const change = '0';
  const content = { category: 'grain', name: '新米', variety: '青香软粳', season: '10月', gtin, change };
  const product = await send('coop', '/products/new', {
    ...content,
    ...{ 'base-demo-coop-base': 'on', intent: 'submit', pictures: picture() },
  });
  await send('coop', '/certificates/new', {
    ...{ productId: 'demo-coop-1', scheme: 'green-a', number: 'LB-15-26110012345A', approvedOutput: '150', change },
    ...{ validFrom: '2026-11-01', validTo: '2029-10-31', attachment: new File([pdf], '证书.pdf') },
  });
  const password = 'seven frogs in rice';
  const joined = await send('public', '/join', {
    ...{ kind: 'family-farm', name: '新来的农场', townCode: '310118102', person: '张三', phone: '13800000000' },
    ...{ username: 'newcomer', password, repeatPassword: password, consent: 'on' },
  });
  const table = new File(['村庄代码,村名,台账年份,户数\n310118102232,,2024,-1\n'], '台账.csv');
  const imported = await send('zhujiajiao', '/imports', { file: table });
  await send('district', '/reports', { kind: 'brief', asOf: '2026-11-24', public: 'on' });
  return [
    product.replace('edit', 'review'),
    await paperOf(stand),
    joined,
    imported,
    `${imported}/progress`,
    `${imported}/errors.xlsx`,
    ...hidden,
  ];
}

/** The page on which the town answers to the certificate: whoever hands one in is led elsewhere. */
async function paperOf({ server }: Stand): Promise<string> {
  const behind = lookBehind(server.address);
  const id = await behind.pluck('select id from certificate where attachmentHash is not null');
  await behind.close();
  return `/certificates/${id}/review`;
}

/** A PNG of one dot. */
function picture(): File {
  const bytes = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return new File([Buffer.from(bytes, 'base64')], '照片.png');
}
