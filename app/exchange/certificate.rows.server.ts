/** The rows of certificates, of outputs and of what towns state of local produce. */
import {
  type Certificate,
  listCertificates,
  listCertificatesAfter,
} from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { listLocalOutputs, listOutputsAfter } from '#app/certificates/output.repository.server.ts';
import { groupsOf } from '#app/plan/groups.ts';
import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import { categories } from '#app/producers/category.ts';
import { listProducts } from '#app/products/product.repository.server.ts';
import { ProductQuery } from '#app/products/product.schema.ts';
import { listTownsAfter } from '#app/villages/town.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';
import { byKeys, byPages, inParts } from './pages.ts';
import type { RowValues } from './row-kind.ts';
import type { RowSource } from './row-source.ts';

export const certificateRows: RowSource<'certificates'> = async function* (db, { asOf, search }) {
  const certificates = (await hasFewTowns(db))
    ? await listCertificates(db, search)
    : byKeys<Certificate>((last, limit) => listCertificatesAfter(db, search, { after: last?.id ?? '', limit }));
  for await (const certificate of certificates) {
    const { scheme, number, productId, productName, producerId, townCode, category } = certificate;
    const { firmCode, validFrom, validTo, approvedOutput, events } = certificate;
    const state = certificateStateOn(certificate, events, asOf);
    if (search.state !== undefined && search.state !== state) continue;
    yield {
      ...{ scheme, number, productId, productName, producerId, townCode, category },
      ...{ firmCode, validFrom, validTo, approvedOutput, state },
    };
  }
};

/** Only what the scope covers: what producers reported is between them and their town. */
export const outputRows: RowSource<'outputs'> = async function* (db, { asOf, search, scope, toFill }) {
  const { year } = search;
  const town = scope.town ?? search.town ?? null;
  const of = { town, producer: scope.producer, ...(year !== undefined && { year }) };
  const reported = new Set<string>();
  for await (const output of byKeys<OutputOfList>((after, limit) => listOutputsAfter(db, of, { after, limit }))) {
    if (toFill) reported.add(output.productId);
    yield outputRow(output);
  }
  if (!toFill || year === undefined) return;
  // Every public product has a row to fill in, also one of which nothing was reported yet.
  const query = ProductQuery.parse({ ...(town !== null && { town }) });
  const products = byPages((page, size) => listProducts(db, { ...query, page }, asOf, size));
  for await (const { id: productId, name: productName, producerId, townCode, category } of products)
    if (!reported.has(productId)) yield { productId, productName, producerId, townCode, category, year };
};

type OutputOfList = Awaited<ReturnType<typeof listOutputsAfter>>[number];

function outputRow({ acceptedTonnes: _, ...output }: OutputOfList) {
  return output;
}

export const localOutputRows: RowSource<'local-outputs'> = async function* (db, { search, toFill }) {
  const { town, year } = search;
  for await (const codes of inParts(townCodes(db, town))) {
    const stated = await listLocalOutputs(db, { towns: codes, ...(year !== undefined && { year }) });
    if (toFill && year !== undefined) yield* rowsToFill(codes, year, groupsOf(stated, 'townCode'));
    else
      for (const { townCode, year, category, tonnes, note } of stated) yield { townCode, year, category, tonnes, note };
  }
};

async function* townCodes(db: Db, town: string | undefined): AsyncGenerator<string> {
  if (town !== undefined) return yield town;
  type Town = Awaited<ReturnType<typeof listTownsAfter>>[number];
  const towns = byKeys<Town>((last, limit) => listTownsAfter(db, { after: last?.code ?? '', limit }));
  for await (const { code } of towns) yield code;
}

/** Every category of every town, also one of which nothing was stated yet. */
function* rowsToFill(
  towns: readonly string[],
  year: number,
  stated: ReadonlyMap<string, readonly Row<'localOutput'>[]>,
): Generator<RowValues> {
  for (const townCode of towns)
    for (const category of categories) {
      const row = stated.get(townCode)?.find((one) => one.category === category);
      yield { townCode, year, category, tonnes: row?.tonnes ?? null, note: row?.note ?? null };
    }
}
