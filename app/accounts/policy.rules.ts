/**
 * Who may do what: the one place that answers it, for pages, forms, the API and queries alike. What is not granted
 * here is refused.
 */
export type Role = 'district' | 'town' | 'producer' | 'viewer';

/** Who asks; null is the public. */
export type Reader = {
  username: string;
  name: string;
  role: Role;
  /** The town of a town's office; null for everybody else. */
  townCode: string | null;
  /** The producer whose account it is; null for everybody else. */
  producerId: string | null;
} | null;

export type SignedIn = NonNullable<Reader>;

interface Grant {
  roles: readonly Role[] | 'everyone';
  /** A town's office only within its own town. */
  withinTown?: true;
  /** A producer only within its own organisation. */
  withinProducer?: true;
  /** To those without the permission the page does not exist (404), rather than being refused (403). */
  hidden?: true;
}

const signedIn: readonly Role[] = ['district', 'town', 'producer', 'viewer'];
const offices: readonly Role[] = ['district', 'town'];

const grants = {
  'public.read': { roles: 'everyone' },
  'session.start': { roles: 'everyone' },
  'session.own': { roles: signedIn },
  // What opens something without a sign-in: apart from the above, which is open to whoever owes a new password or a
  // second factor.
  'key.own': { roles: signedIn },
  'desk.read': { roles: signedIn },
  'attachment.read': { roles: signedIn },
  'change.read': { roles: signedIn },
  'change.undo': { roles: ['district', 'town', 'producer'] },
  'village.amend': { roles: offices, withinTown: true },
  'village.lineage': { roles: ['district'] },
  'retention.propose': { roles: ['town'], withinTown: true },
  'retention.confirm': { roles: ['district'] },
  'statistics.amend': { roles: offices, withinTown: true },
  'title.advance': { roles: offices, withinTown: true },
  'title.confirm': { roles: ['district'] },
  'area.amend': { roles: offices, withinTown: true },
  'area.confirm': { roles: ['district'] },
  'join.ask': { roles: 'everyone' },
  'join.review': { roles: offices, withinTown: true },
  'producer.amend': { roles: offices, withinTown: true },
  'brand.amend': { roles: offices, withinTown: true },
  'product.draft': { roles: ['producer'], withinProducer: true },
  // A sheet of its cooperatives, brought in by the town as handed in: somebody else of the office, or the district, answers.
  'produce.import': { roles: offices, withinTown: true },
  'product.review': { roles: offices, withinTown: true },
  // Of one's own producer or town: two owners that the door cannot judge at once, so `ownLabels` does.
  'label.print': { roles: ['district', 'town', 'producer'] },
  'certificate.suspend': { roles: offices, withinTown: true },
  'localOutput.amend': { roles: offices, withinTown: true },
  // The plan's indicators are the district's: one of its accounts enters, another confirms.
  'observation.enter': { roles: ['district'] },
  'observation.confirm': { roles: ['district'] },
  'target.revise': { roles: ['district'] },
  'method.revise': { roles: ['district'] },
  'report.keep': { roles: offices },
  // The rows of a file are judged one by one, each by the permission of its form.
  'import.run': { roles: offices, withinTown: true },
  'accounts.manage': { roles: ['district'], hidden: true },
  // Backups, and how the program runs.
  'register.tend': { roles: ['district'], hidden: true },
} as const satisfies Record<string, Grant>;

export type Permission = keyof typeof grants;

/** Permissions that depend on the town of what is touched. */
export type TownPermission = {
  [P in Permission]: (typeof grants)[P] extends { withinTown: true } ? P : never;
}[Permission];

/** Permissions that depend on the producer of what is touched. */
export type ProducerPermission = {
  [P in Permission]: (typeof grants)[P] extends { withinProducer: true } ? P : never;
}[Permission];

export const permissions = Object.keys(grants) as Permission[];

export type Verdict = 'granted' | 'sign-in' | 'forbidden' | 'hidden';

/**
 * Whether a reader may do a thing.
 *
 * @param owner whose rows are concerned: the code of a town, or the id of a producer for a producer's permissions;
 *   leaving it out asks whether the reader may do it anywhere at all
 */
export function judge(reader: Reader, permission: Permission, owner?: string | null): Verdict {
  const grant: Grant = grants[permission];
  if (grant.roles === 'everyone') return 'granted';
  if (reader === null) return 'sign-in';
  if (!grant.roles.includes(reader.role)) return grant.hidden ? 'hidden' : 'forbidden';
  if (owner === undefined) return 'granted';
  if (grant.withinTown && !coversTown(reader, owner)) return 'forbidden';
  if (grant.withinProducer && (owner === null || reader.producerId !== owner)) return 'forbidden';
  return 'granted';
}

export function may(reader: Reader, permission: Permission, owner?: string | null): boolean {
  return judge(reader, permission, owner) === 'granted';
}

function coversTown(reader: SignedIn, town: string | null): boolean {
  return reader.role === 'district' || (reader.townCode !== null && reader.townCode === town);
}

/** Which changes and other internal rows a reader's queries may reach. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'town'; town: string }
  | { kind: 'producer'; producer: string }
  | { kind: 'none' };

/**
 * The scope of a reader's queries over what is not public. A town's office sees its town's changes, a producer
 * those of its own rows, whoever made them; the district and viewers see all.
 */
export function scopeOf(reader: Reader): Scope {
  if (reader === null) return { kind: 'none' };
  if (reader.role === 'district' || reader.role === 'viewer') return { kind: 'all' };
  if (reader.role === 'town' && reader.townCode !== null) return { kind: 'town', town: reader.townCode };
  return reader.producerId === null ? { kind: 'none' } : { kind: 'producer', producer: reader.producerId };
}

/** Whether a reader's scope covers what is not public of a town: its changes, its papers, who proposed what. */
export function reachesTown(reader: Reader, town: string): boolean {
  const scope = scopeOf(reader);
  return scope.kind === 'all' || (scope.kind === 'town' && scope.town === town);
}

/** Whether a reader's scope covers what is not public of a producer: his own, or those of a town that it covers. */
export function reachesProducer(reader: Reader, producer: { producerId: string; townCode: string }): boolean {
  return reader?.producerId === producer.producerId || reachesTown(reader, producer.townCode);
}

/** A text that is the same for readers who see the same pages: part of every ETag and cache key. */
export function scopeKey(reader: Reader): string {
  return reader === null ? 'public' : [reader.role, reader.townCode, reader.producerId, reader.username].join(':');
}
