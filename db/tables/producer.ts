/** Producers, their bases and brands, and who asks to join. */
import type { Registered, Sourced } from './row.ts';

/** 粮食, 蔬菜, 水果, 水产, 花木, 畜禽 (domain, section 5). */
export type Category = 'grain' | 'vegetable' | 'fruit' | 'aquatic' | 'ornamental' | 'livestock';

export interface ProducerTable extends Registered, Sourced {
  id: string;
  kind: 'cooperative' | 'family-farm' | 'leading-enterprise' | 'consortium' | 'other';
  name: string;
  creditCode: string | null;
  townCode: string;
  villageCode: string | null;
  pinyin: string;
  initials: string;
  introduction: string | null;
}

/** A 联合体 and one of its members. */
export interface ConsortiumMemberTable extends Registered, Sourced {
  consortiumId: string;
  producerId: string;
  since: string | null;
}

/** 生产基地: where a producer grows a crop. */
export interface BaseTable extends Registered, Sourced {
  id: string;
  producerId: string;
  villageCode: string;
  crop: string;
  /** 亩 */
  area: number | null;
}

export interface BrandTable extends Registered, Sourced {
  id: string;
  kind: 'regional' | 'enterprise';
  name: string;
  category: Category | null;
  /** The owner of an enterprise brand. */
  producerId: string | null;
  /** 地理标志产品 and the like; null where unprotected. */
  protection: string | null;
  protectedSince: number | null;
  /** The town whose 一镇一品 it is. */
  specialityOf: string | null;
  description: string | null;
}

/** Personal data stay out of the chain, so that they can be removed. */
export interface ProducerContactTable {
  producerId: string;
  person: string;
  phone: string;
  updatedAt: string;
}

/** That a contact was removed; never what it was. */
export interface ContactRemovalTable {
  producerId: string;
  removedBy: string;
  removedAt: string;
}

/** A cooperative that asks for an account: an inbox, not yet the register. */
export interface JoinRequestTable {
  id: string;
  state: 'waiting' | 'accepted' | 'declined';
  kind: ProducerTable['kind'];
  name: string;
  creditCode: string | null;
  townCode: string;
  villageCode: string | null;
  person: string;
  phone: string;
  username: string;
  /** Dropped once the request is settled. */
  passwordHash: string | null;
  note: string | null;
  submittedAt: string;
  reason: string | null;
  settledBy: string | null;
  settledAt: string | null;
  producerId: string | null;
}
