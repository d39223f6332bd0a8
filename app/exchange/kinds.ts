/** Every kind of row that leaves and enters as a sheet, in the order of a workbook of all. */
import { certificateKind, localOutputKind, outputKind } from './certificate.kinds.ts';
import { producerKind, productKind } from './producer.kinds.ts';
import type { ListKey, ListKind, RowKind, RowKindKey } from './row-kind.ts';
import { brandKind, changeKind, indicatorKind, observationKind } from './shown.kinds.ts';
import { areaKind, areaMemberKind, titleKind } from './title.kinds.ts';
import { statisticKind, villageKind } from './village.kinds.ts';

export const rowKinds: Readonly<Record<RowKindKey, RowKind>> = {
  villages: villageKind,
  statistics: statisticKind,
  titles: titleKind,
  areas: areaKind,
  'area-members': areaMemberKind,
  producers: producerKind,
  products: productKind,
  certificates: certificateKind,
  outputs: outputKind,
  'local-outputs': localOutputKind,
};

/** Every list that leaves as a sheet. */
export const listKinds: Readonly<Record<ListKey, ListKind>> = {
  ...rowKinds,
  brands: brandKind,
  indicators: indicatorKind,
  observations: observationKind,
  changes: changeKind,
};
