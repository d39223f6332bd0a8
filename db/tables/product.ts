/** Products, certificates and outputs. */
import type { Category } from './producer.ts';
import type { Registered, Sourced } from './row.ts';

/** Whether the town has looked at what a producer handed in. */
export type Review = 'submitted' | 'accepted' | 'returned';

/** What a producer says of a product. */
export interface ProductContent {
  category: Category;
  name: string;
  variety: string | null;
  regionalBrandId: string | null;
  brandId: string | null;
  season: string | null;
  packaging: string | null;
  description: string | null;
  gtin: string | null;
  /** Hashes of attachments as a JSON list, the first one leading. */
  pictures: string;
}

/** A product as the town last accepted it; before that `unpublished`, with the content of its first draft. */
export interface ProductTable extends Registered, Sourced, ProductContent {
  id: string;
  producerId: string;
  status: 'unpublished' | 'public' | 'withdrawn';
  pinyin: string;
  initials: string;
  /** Unguessable, on the label. */
  verifyCode: string;
  verifyRevoked: 0 | 1;
  withdrawnReason: string | null;
}

export interface ProductBaseTable extends Registered {
  productId: string;
  baseId: string;
}

/** What a producer proposes for a product, until the town accepts it. */
export interface ProductDraftTable extends Registered, Sourced, ProductContent {
  productId: string;
  state: 'draft' | 'submitted' | 'returned';
  /** Ids of bases as a JSON list. */
  bases: string;
  /** The town's reasons by field, as a JSON object. */
  reasons: string | null;
  reviewReason: string | null;
  submittedBy: string | null;
}

export interface CertificateTable extends Registered, Sourced {
  id: string;
  scheme: 'green-a' | 'green-aa' | 'organic' | 'organic-conversion' | 'gi-agricultural' | 'gi-product' | 'famous';
  number: string;
  firmCode: string | null;
  producerId: string;
  productId: string;
  validFrom: string;
  /** The last day, covered whole; null where there is no end. */
  validTo: string | null;
  /** 核准产量, tonnes a year. */
  approvedOutput: number | null;
  attachmentHash: string | null;
  attachmentName: string | null;
  /** The certificate that this one continues. */
  renews: string | null;
  review: Review;
  reviewReason: string | null;
  submittedBy: string | null;
}

export interface CertificateEventTable extends Registered, Sourced {
  certificateId: string;
  sequence: number;
  kind: 'suspended' | 'resumed' | 'revoked';
  day: string;
  reason: string;
  recordedBy: string | null;
}

/** Tonnes of one product in one year. */
export interface OutputTable extends Registered, Sourced {
  productId: string;
  year: number;
  tonnes: number | null;
  /** What the town accepted last, while a correction of it waits or was returned; otherwise null. */
  acceptedTonnes: number | null;
  review: Review;
  reviewReason: string | null;
  submittedBy: string | null;
}

/** 地产农产品产量: tonnes of a town, a year and a category. */
export interface LocalOutputTable extends Registered, Sourced {
  townCode: string;
  year: number;
  category: Category;
  tonnes: number | null;
  note: string | null;
}
