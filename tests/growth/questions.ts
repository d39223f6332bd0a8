/** What every page and list of the register is asked when the plans of its statements are looked at, and what is not asked. */
import { cursorAfter } from '#app/http/cursor.server.ts';
import type { Question } from './walk.ts';

const village = { code: '310118102201' };
export const town = '310118102';
/** Receipts of all towns: the first page, another, and one as it was known. */
export const receipts: Question[] = [
  ...['coverage', 'city-level', 'district-level', 'shangta', 'areas', 'green-rate'].flatMap((key) =>
    ['', '?change=20000', `?cursor=${cursorAfter(key === 'green-rate' ? 'g0001p0' : village.code)}`].map((search) => ({
      ...{ route: 'figures.$key', params: { key }, search },
    })),
  ),
  { route: 'figures.$key', params: { key: 'green-rate' }, search: '?category=grain' },
  { route: 'figures.$key', params: { key: 'green-rate' }, search: '?asOf=2024-01-01&change=20000' },
  ...['', '?change=20000'].map((search) => ({
    ...{ route: 'api.v1.figures.$key', params: { key: 'coverage' }, search },
  })),
];
const titleSearches = [
  ...['', 'stage=listed', 'q=莲湖', `town=${town}`, 'confirmation=pending', 'confirmation=declined'],
  ...['asOf=2022-06-30', 'asOf=2022-06-30&stage=listed&programme=city-beautiful', 'asOf=2022-06-30&awardYear=2022'],
];
const certificateSearches = [
  ...['', 'q=LB-001', 'q=莲湖', `town=${town}`, 'scheme=gi-product'],
  ...['valid', 'ends-soon', 'expired', 'suspended', 'revoked', 'not-yet'].map((state) => `state=${state}`),
];
/** The same pages as known at an earlier change. */
export const asKnownAt = (change: number): Question[] =>
  [
    ...[
      '',
      'q=莲湖',
      `town=${town}`,
      'level=city',
      'sort=name',
      'sort=level',
      'sort=-level&page=9',
      'sort=-retention',
    ].map((search) => ({
      route: 'villages._index',
      search,
    })),
    { route: 'villages.$code', params: village },
    ...[...titleSearches, `town=${town}&asOf=2022-06-30`].map((search) => ({ route: 'titles._index', search })),
    { route: 'api.v1.titles', search: 'stage=listed' },
    { route: 'titles.$id', params: { id: 'g0001t2' } },
    { route: 'areas._index' },
    { route: 'areas.$id', params: { id: 'area-310118102' } },
    ...['', 'q=茭白', `town=${town}`].map((search) => ({ route: 'products._index', search })),
    { route: 'products.$id', params: { id: 'g0001p0' } },
    ...['', 'category=grain'].map((search) => ({ route: 'brands._index', search })),
    ...['', 'q=合作社', `town=${town}`].map((search) => ({ route: 'producers._index', search })),
    { route: 'producers.$id', params: { id: 'g0001n' } },
    ...certificateSearches.map((search) => ({ route: 'certificates._index', search })),
    { route: 'certificates.$id', params: { id: 'g0001p0-c' } },
    ...['coverage', 'city-level', 'areas', 'green-rate'].map((key) => ({
      ...{ route: 'figures.$key', params: { key }, search: `town=${town}` },
    })),
  ].map((question: Question) => ({ ...question, search: `?${question.search ?? ''}&change=${change}` }));
/** When most of the register was written. */
const asKnown = asKnownAt(20_000);
export const questions: Question[] = [
  ...asKnown,
  { route: '_index' },
  ...[
    '',
    ...['莲湖', 'lianhu', '村', '1022'].map((q) => `?q=${q}`),
    `?town=${town}`,
    '?level=city',
    '?sort=name',
    ...['?sort=level&page=9', '?sort=-level', '?sort=town', '?sort=retention', '?sort=-retention&page=9'],
    '?retention=retained',
  ].map((search) => ({ route: 'villages._index', search })),
  { route: 'villages.$code', params: village },
  { route: 'villages.$code', params: village, asker: 'district' },
  { route: 'villages.$code_.history', params: village, asker: 'district' },
  { route: 'villages.$code_.edit', params: village, asker: 'district' },
  { route: 'villages.$code_.report', params: village },
  ...['page=400', 'stage=named&page=100', 'programme=city-beautiful&awardYear=2023', ...titleSearches].map(
    (search) => ({
      ...{ route: 'titles._index', search: `?${search}` },
    }),
  ),
  ...['', '?stage=listed', `?asOf=2022-06-30&stage=named&cursor=${cursorAfter(`${village.code} g`)}`].map((search) => ({
    ...{ route: 'api.v1.titles', search },
  })),
  { route: 'titles.$id', params: { id: 'g0001t2' } },
  ...['', '?kind=demonstration-area', '?q=莲湖', '?stage=named', `?town=${town}`].map((search) => ({
    ...{ route: 'areas._index', search },
  })),
  { route: 'areas.$id', params: { id: 'area-310118102' } },
  ...['', '?q=合作社', '?q=莲湖', `?town=${town}`].map((search) => ({ route: 'producers._index', search })),
  { route: 'producers.$id', params: { id: 'g0001n' } },
  ...['', '?q=茭白', '?q=莲湖', `?town=${town}`, '?category=grain', '?certificate=valid'].map((search) => ({
    route: 'products._index',
    search,
  })),
  { route: 'products.$id', params: { id: 'g0001p0' } },
  ...[...certificateSearches, 'page=70'].map((search) => ({ route: 'certificates._index', search: `?${search}` })),
  { route: 'certificates.$id', params: { id: 'g0001p0-c' } },
  ...['', '?category=grain', '?page=2'].map((search) => ({ route: 'brands._index', search })),
  { route: 'pictures.$hash', params: { hash: 'a'.repeat(64) }, asker: 'district' },
  ...receipts,
  ...['coverage', 'city-level', 'areas', 'green-rate'].map((key) => ({
    ...{ route: 'figures.$key', params: { key }, search: `?town=${town}` },
  })),
  { route: 'plan._index' },
  { route: 'reports._index' },
  ...['producers._index', 'certificates._index', 'titles._index', 'areas._index', 'brands._index'].map((route) => ({
    ...{ route, asker: 'district' as const },
  })),
  // Forms with what there is to choose from.
  { route: 'join._index' },
  { route: 'titles.new', asker: 'zhujiajiao' },
  { route: 'titles.new', asker: 'district', search: `?village=${village.code}` },
  { route: 'areas.new', asker: 'district' },
  { route: 'areas.$id_.edit', params: { id: 'area-310118102' }, asker: 'district' },
  { route: 'areas.$id_.members', params: { id: 'area-310118102' }, asker: 'district' },
  { route: 'villages.$code_.lineage', params: village, asker: 'district' },
  { route: 'villages.$code_.statistics.$year', params: { ...village, year: '2024' }, asker: 'zhujiajiao' },
  { route: 'outputs.$year_.local.$town', params: { year: '2024', town }, asker: 'zhujiajiao' },
  { route: 'outputs.$year', params: { year: '2024' }, asker: 'g0001n' },
  { route: 'products.new', asker: 'g0001n' },
  { route: 'products.$id_.edit', params: { id: 'g0001p0' }, asker: 'g0001n' },
  { route: 'certificates.new', asker: 'g0001n' },
  { route: 'producers.$id_.bases.$base', params: { id: 'g0001n', base: 'new' }, asker: 'g0001n' },
  { route: 'titles.$id_.advance', params: { id: 'g0001t2' }, asker: 'zhujiajiao' },
  { route: 'plan.$key.target', params: { key: 'coverage' }, asker: 'district' },
  // Rooms of an office.
  { route: 'account', asker: 'zhujiajiao' },
  { route: 'imports._index', asker: 'district' },
  ...(['zhujiajiao', 'district'] as const).map((asker): Question => ({ route: 'producers.requests._index', asker })),
  ...['', '?page=2', '?q=朱家角'].map((search): Question => ({ route: 'admin.accounts', search, asker: 'district' })),
  { route: 'reports.$kind', params: { kind: 'progress' }, search: `?town=${town}`, asker: 'zhujiajiao' },
  ...['progress', 'closing', 'brief'].map(
    (kind): Question => ({
      ...{ route: 'reports.$kind', params: { kind }, asker: 'district' },
    }),
  ),
  ...['booklet', 'produce', 'brief'].map((kind) => ({
    ...{ route: 'reports.$kind', params: { kind }, search: `?town=${town}` },
  })),
  ...['villages', 'beautiful-villages', 'green-certification'].map((key) => ({
    ...{ route: 'reports.ledgers.$key', params: { key }, search: `?town=${town}` },
  })),
  ...(['district', 'zhujiajiao', 'g0001n'] as const).flatMap((asker) => [
    { route: 'desk', asker },
    { route: '_index', asker },
    { route: 'changes._index', asker },
    { route: 'outputs._index', asker },
  ]),
  { route: 'changes._index', asker: 'district', search: '?village=莲湖村' },
  { route: 'changes._index', asker: 'district', search: '?village=莲' },
  { route: 'changes._index', asker: 'district', search: '?kind=title-confirm' },
  { route: 'changes._index', asker: 'district', search: '?account=zhujiajiao' },
  { route: 'changes._index', asker: 'district', search: '?product=g0001p0' },
  { route: 'changes.$number', asker: 'district', params: { number: '900' } },
  ...['areas', 'certificates', 'indicators', 'producers', 'products', 'progress', 'villages._index'].map((list) => ({
    route: `api.v1.${list}`,
  })),
  { route: 'api.v1.villages._index', search: '?q=莲湖' },
  { route: 'api.v1.villages.$code', params: village },
  { route: 'api.v1.figures.$key', params: { key: 'coverage' }, search: `?town=${town}` },
  { route: 'api.v1.changes', asker: 'district', search: '?after=900' },
  { route: 'api.v1.verify.$code', params: { code: 'NONE' } },
  // A label's code, one that no label bears, and what is no code.
  ...['dem000000000', 'dem0zzzzzzzz', 'none'].map((code): Question => ({ route: 'verify.$code', params: { code } })),
  { route: '01.$gtin', params: { gtin: '06901234567892' } },
  { route: 'open-data' },
  { route: 'open-data[.]jsonld' },
  { route: 'calendar.$file', params: { file: 'none.ics' } },
  ...['', '_.edit'].map(
    (more): Question => ({
      ...{ route: `brands.$id${more}`, params: { id: 'g0001n-brand' }, asker: 'district' },
    }),
  ),
  ...(['zhujiajiao', 'district'] as const).map((asker): Question => ({ route: 'brands.new', asker })),
  ...['account_.calendar', 'account_.second-factor', 'account_.tokens'].map(
    (route): Question => ({
      ...{ route, asker: 'zhujiajiao' },
    }),
  ),
  ...['admin.backups', 'admin.health'].map((route): Question => ({ route, asker: 'district' })),
  // Pages of one thing, also where it does not stand so that they would open: what they read first is read.
  ...ofOne('areas.$id', { id: 'area-310118102', sequence: '1' }, ['advance', 'confirm', 'steps.$sequence']),
  ...ofOne('titles.$id', { id: 'g0001t2', sequence: '1' }, ['confirm', 'steps.$sequence']),
  ...ofOne('certificates.$id', { id: 'g0001p0-c' }, ['decide', 'edit', 'review']),
  ...ofOne('products.$id', { id: 'g0001p0' }, ['labels', 'label[.]svg', 'review', 'standing', 'withdraw']),
  ...ofOne('producers.$id', { id: 'g0001n', brand: 'new' }, ['brands.$brand', 'contact', 'edit', 'members']),
  ...ofOne('villages.$code', village, ['retention']),
  { route: 'plan.$key.method', params: { key: 'coverage' }, asker: 'district' },
  ...['plan.$key.observations.$year', 'plan.$key.observations.$year_.confirm'].map(
    (route): Question => ({
      ...{ route, params: { key: 'forest-cover', year: '2024' }, asker: 'district' },
    }),
  ),
  ...ofOne('outputs.$year', { year: '2024', producer: 'g0001n' }, ['review.$producer']),
  ...['imports.$id', 'imports.$id_.progress', 'imports.$id_.errors[.]xlsx', 'producers.requests.$id'].map(
    (route): Question => ({ route, params: { id: 'none' }, asker: 'zhujiajiao' }),
  ),
  ...['attachments.$hash', 'reports.kept.$id.report[.]pdf'].map(
    (route): Question => ({
      ...{ route, params: { hash: 'a'.repeat(64), id: 'none' }, asker: 'district' },
    }),
  ),
  { route: 'join.$id', params: { id: 'none' } },
  { route: 'login' },
  { route: 'login_.code' },
];

/** The pages behind one thing, asked for by the district and by its town. */
function ofOne(route: string, params: Record<string, string>, pages: readonly string[]): Question[] {
  return (['district', 'zhujiajiao'] as const).flatMap((asker) =>
    pages.map((page) => ({ route: `${route}_.${page}`, params, asker })),
  );
}

/** Routes that are not asked here, and why. */
export const unasked: Readonly<Record<string, string>> = {
  ...{ $: 'an unknown address', 'api.$': 'an unknown address', logout: 'writes alone' },
  ...{ 'api._index': 'documents', 'api.openapi[.]json': 'documents', 'verify._index': 'a form alone' },
  'verify.statement[.]json': 'signs, with a key beside the database',
  ...{ 'exports.$file': 'all lists below', 'outputs.exports.$file': 'all lists below' },
  ...{ 'changes.exports.$file': 'all lists below', 'imports.template[.]xlsx': 'all templates below' },
  ...{ 'reports.$kind_.report[.]pdf': 'what its page reads', 'products.$id_.labels[.]pdf': 'what its page reads' },
  'villages.$code_.report[.]pdf': 'what its page reads',
  'reports.ledgers.$key_.ledger[.]pdf': 'what its page reads',
  'reports.ledgers.$key_.ledger[.]xlsx': 'what its page reads',
};
