/** The rows of certificates, of outputs and of what towns state of local produce. */
import { listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import {
  listLocalOutputs,
  listOutputsAfter,
  listOutputsOf,
  listProductsToReport,
} from '#app/certificates/output.repository.server.ts';
import { categories } from '#app/producers/category.ts';
import { getProducer } from '#app/producers/producer.repository.server.ts';
import { listTowns } from '#app/villages/village.repository.server.ts';
import { byKeys } from './pages.ts';
import type { RowSource } from './row-source.ts';

export const certificateRows: RowSource<'certificates'> = async function* (db, { asOf, search, scope, toFill }) {
  for (const certificate of await listCertificates(db, search)) {
    const { scheme, number, productId, productName, producerId, townCode, category } = certificate;
    const { firmCode, validFrom, validTo, approvedOutput, events } = certificate;
    const state = certificateStateOn(certificate, events, asOf);
    if (search.state !== undefined && search.state !== state) continue;
    if (toFill && scope.producer !== null && scope.producer !== producerId) continue;
    yield {
      ...{ scheme, number, productId, productName, producerId, townCode, category },
      ...{ firmCode, validFrom, validTo, approvedOutput, state },
    };
  }
};

/** Only what the scope covers: what producers reported is between them and their town. */
export const outputRows: RowSource<'outputs'> = async function* (db, { search, scope, toFill }) {
  const { year } = search;
  const town = scope.town ?? search.town ?? null;
  if (toFill && year !== undefined && scope.producer !== null) {
    yield* ownOutputs(db, scope.producer, year);
    return;
  }
  yield* byKeys<OutputOfList>((after, limit) =>
    listOutputsAfter(db, { town, producer: scope.producer, ...(year !== undefined && { year }) }, { after, limit }),
  );
};

type OutputOfList = Awaited<ReturnType<typeof listOutputsAfter>>[number];

/** A row for each product of a producer, whether it was reported or not. */
async function* ownOutputs(db: Parameters<RowSource<'outputs'>>[0], producerId: string, year: number) {
  const { townCode } = await getProducer(db, producerId);
  const reported = await listOutputsOf(db, producerId, year);
  for (const { id: productId, name: productName, category } of await listProductsToReport(db, producerId)) {
    const {
      tonnes = null,
      review = null,
      reviewReason = null,
    } = reported.find((output) => output.productId === productId) ?? {};
    yield { productId, productName, producerId, townCode, category, year, tonnes, review, reviewReason };
  }
}

export const localOutputRows: RowSource<'local-outputs'> = async function* (db, { search, toFill }) {
  const { town, year } = search;
  const stated = await listLocalOutputs(db, {
    ...(town !== undefined && { town }),
    ...(year !== undefined && { year }),
  });
  if (!toFill || year === undefined) {
    for (const { townCode, year, category, tonnes, note } of stated) yield { townCode, year, category, tonnes, note };
    return;
  }
  const towns = (await listTowns(db)).filter(({ code }) => town === undefined || town === code);
  for (const { code: townCode } of towns)
    for (const category of categories) {
      const row = stated.find((one) => one.townCode === townCode && one.category === category);
      yield { townCode, year, category, tonnes: row?.tonnes ?? null, note: row?.note ?? null };
    }
};
