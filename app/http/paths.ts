/** The addresses of the register's pages. Links are built here and nowhere else. */

/** The two times that an address is pinned to; links of a pinned page keep them. */
export interface Pin {
  asOf?: string;
  change?: number;
}

type Query = Readonly<Record<string, string | number | undefined | null>>;

function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

const segment = encodeURIComponent;

export const paths = {
  home: (pin: Pin = {}) => address('/', { ...pin }),
  villages: (query: Query = {}) => address('/villages', query),
  village: (code: string, query: Query = {}) => address(`/villages/${segment(code)}`, query),
  villageEdit: (code: string) => address(`/villages/${segment(code)}/edit`),
  villageRetention: (code: string) => address(`/villages/${segment(code)}/retention`),
  villageLineage: (code: string) => address(`/villages/${segment(code)}/lineage`),
  villageHistory: (code: string, query: Query = {}) => address(`/villages/${segment(code)}/history`, query),
  villageReport: (code: string, pin: Pin = {}) => address(`/villages/${segment(code)}/report`, { ...pin }),
  villageReportPdf: (code: string, pin: Pin = {}) => address(`/villages/${segment(code)}/report.pdf`, { ...pin }),
  statistics: (code: string, year: number, query: Query = {}) =>
    address(`/villages/${segment(code)}/statistics/${year}`, query),
  titles: (query: Query = {}) => address('/titles', query),
  titleStart: (query: Query = {}) => address('/titles/new', query),
  title: (id: string, query: Query = {}) => address(`/titles/${segment(id)}`, query),
  titleAdvance: (id: string) => address(`/titles/${segment(id)}/advance`),
  titleStep: (id: string, sequence: number) => address(`/titles/${segment(id)}/steps/${sequence}`),
  titleConfirm: (id: string) => address(`/titles/${segment(id)}/confirm`),
  areas: (query: Query = {}) => address('/areas', query),
  areaStart: () => '/areas/new',
  area: (id: string, query: Query = {}) => address(`/areas/${segment(id)}`, query),
  areaEdit: (id: string) => address(`/areas/${segment(id)}/edit`),
  areaMembers: (id: string, query: Query = {}) => address(`/areas/${segment(id)}/members`, query),
  areaAdvance: (id: string) => address(`/areas/${segment(id)}/advance`),
  areaStep: (id: string, sequence: number) => address(`/areas/${segment(id)}/steps/${sequence}`),
  areaConfirm: (id: string) => address(`/areas/${segment(id)}/confirm`),
  attachment: (hash: string) => address(`/attachments/${segment(hash)}`),
  plan: (query: Query = {}) => address('/plan', query),
  observation: (key: string, year: number, query: Query = {}) =>
    address(`/plan/${segment(key)}/observations/${year}`, query),
  observationConfirm: (key: string, year: number) => address(`/plan/${segment(key)}/observations/${year}/confirm`),
  targetRevise: (key: string) => address(`/plan/${segment(key)}/target`),
  methodRevise: (key: string) => address(`/plan/${segment(key)}/method`),
  figure: (key: string, query: Query = {}) => address(`/figures/${segment(key)}`, query),
  figureJson: (key: string, query: Query = {}) => address(`/api/v1/figures/${segment(key)}`, query),
  api: () => '/api',
  apiDocument: () => '/api/openapi.json',
  openData: () => '/open-data',
  openDataCatalogue: () => '/open-data.jsonld',
  changes: (query: Query = {}) => address('/changes', query),
  change: (number: number, query: Query = {}) => address(`/changes/${number}`, query),
  products: (query: Query = {}) => address('/products', query),
  product: (id: string, query: Query = {}) => address(`/products/${segment(id)}`, query),
  certificateNew: (query: Query = {}) => address('/certificates/new', query),
  certificateReview: (id: string) => address(`/certificates/${segment(id)}/review`),
  certificateDecide: (id: string) => address(`/certificates/${segment(id)}/decide`),
  productNew: () => '/products/new',
  productEdit: (id: string, query: Query = {}) => address(`/products/${segment(id)}/edit`, query),
  productReview: (id: string) => address(`/products/${segment(id)}/review`),
  productWithdraw: (id: string) => address(`/products/${segment(id)}/withdraw`),
  productStanding: (id: string, query: Query = {}) => address(`/products/${segment(id)}/standing`, query),
  productLabels: (id: string) => address(`/products/${segment(id)}/labels`),
  productLabelsPdf: (id: string) => address(`/products/${segment(id)}/labels.pdf`),
  productLabelSvg: (id: string) => address(`/products/${segment(id)}/label.svg`),
  picture: (hash: string) => address(`/pictures/${segment(hash)}`),
  join: (query: Query = {}) => address('/join', query),
  joinRequest: (id: string) => address(`/join/${segment(id)}`),
  producerRequests: () => '/producers/requests',
  reviewRequest: (id: string) => address(`/producers/requests/${segment(id)}`),
  producers: (query: Query = {}) => address('/producers', query),
  producer: (id: string, query: Query = {}) => address(`/producers/${segment(id)}`, query),
  producerEdit: (id: string) => address(`/producers/${segment(id)}/edit`),
  producerMembers: (id: string, query: Query = {}) => address(`/producers/${segment(id)}/members`, query),
  producerContact: (id: string) => address(`/producers/${segment(id)}/contact`),
  /** A producer's own base; `new` for one to come. */
  producerBase: (id: string, base: string) => address(`/producers/${segment(id)}/bases/${segment(base)}`),
  /** A producer's own brand; `new` for one to come. */
  producerBrand: (id: string, brand: string) => address(`/producers/${segment(id)}/brands/${segment(brand)}`),
  brands: (query: Query = {}) => address('/brands', query),
  brand: (id: string, query: Query = {}) => address(`/brands/${segment(id)}`, query),
  brandStart: () => '/brands/new',
  brandEdit: (id: string) => address(`/brands/${segment(id)}/edit`),
  certificates: (query: Query = {}) => address('/certificates', query),
  certificate: (id: string, query: Query = {}) => address(`/certificates/${segment(id)}`, query),
  certificateEdit: (id: string) => address(`/certificates/${segment(id)}/edit`),
  outputs: (query: Query = {}) => address('/outputs', query),
  /** What a producer reports of a year. */
  outputReport: (year: number) => address(`/outputs/${year}`),
  outputReview: (year: number, producer: string) => address(`/outputs/${year}/review/${segment(producer)}`),
  localOutput: (year: number, town: string) => address(`/outputs/${year}/local/${segment(town)}`),
  secondFactor: (query: Query = {}) => address('/account/second-factor', query),
  signInCode: (query: Query = {}) => address('/login/code', query),
  accountTokens: (query: Query = {}) => address('/account/tokens', query),
  accountCalendar: (query: Query = {}) => address('/account/calendar', query),
  calendar: (token: string) => `/calendar/${segment(token)}.ics`,
  /** A list as a file: `villages.xlsx`, with the search of its page. */
  exported: (file: string, query: Query = {}) => address(`/exports/${segment(file)}`, query),
  /** The same of what producers and towns reported. */
  exportedOutputs: (file: string, query: Query = {}) => address(`/outputs/exports/${segment(file)}`, query),
  /** Signed in, too: the changes that the reader's scope reaches. */
  exportedChanges: (file: string, query: Query = {}) => address(`/changes/exports/${segment(file)}`, query),
  importTemplate: (query: Query = {}) => address('/imports/template.xlsx', query),
  reports: (query: Query = {}) => address('/reports', query),
  report: (kind: string, query: Query = {}) => address(`/reports/${segment(kind)}`, query),
  reportPdf: (kind: string, query: Query = {}) => address(`/reports/${segment(kind)}/report.pdf`, query),
  keptReport: (id: string) => address(`/reports/kept/${segment(id)}/report.pdf`),
  ledger: (key: string, query: Query = {}) => address(`/reports/ledgers/${segment(key)}`, query),
  ledgerPdf: (key: string, query: Query = {}) => address(`/reports/ledgers/${segment(key)}/ledger.pdf`, query),
  imports: () => '/imports',
  import: (id: string, query: Query = {}) => address(`/imports/${segment(id)}`, query),
  importProgress: (id: string) => address(`/imports/${segment(id)}/progress`),
  importErrors: (id: string) => address(`/imports/${segment(id)}/errors.xlsx`),
  ledgerSheet: (key: string, query: Query = {}) => address(`/reports/ledgers/${segment(key)}/ledger.xlsx`, query),
  verify: (code: string) => address(`/verify/${segment(code)}`),
  verifyStart: () => '/verify',
  statement: (pin: Pin = {}) => address('/verify/statement.json', { ...pin }),
  desk: (query: Query = {}) => address('/desk', query),
  login: (query: Query = {}) => address('/login', query),
  account: (query: Query = {}) => address('/account', query),
  backups: () => '/admin/backups',
  health: () => '/admin/health',
  accounts: (query: Query = {}) => address('/admin/accounts', query),
};

/** Where to go after signing in: a path of this register, never another site's. */
export function safeNext(next: string | null): string {
  if (next === null || !/^\/(?![/\\])[^\s\\]*$/.test(next)) return paths.desk();
  return next;
}

/** The address of a form, bringing back what was typed into it before the session ran out. */
export function keptAddress(path: string, kept: string): string {
  if (!/^[0-9a-z]{12}$/.test(kept)) return path;
  return `${path}${path.includes('?') ? '&' : '?'}kept=${kept}`;
}
