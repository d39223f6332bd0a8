/** What a change did to a row, in the words of an office: which row, which field, from what to what. */
import type { FieldWord, TableWords } from '#app/field-words.ts';
import { formatDay, formatMeasure, formatNumber, MISSING } from '#app/ui/format.ts';
import { type RegisteredName, registered } from '#db/registered.ts';
import type { Value, Version } from '#db/versions.server.ts';
import type { RowChange } from './row-history.rules.ts';

export type WordsOfTables = Record<RegisteredName, TableWords>;

/** Names for the codes that rows hold of each other: by the kind of what is named, by its code. */
export type RowNames = Record<NameKind, ReadonlyMap<string, string>>;
export type NameKind =
  | 'accounts'
  | 'towns'
  | 'villages'
  | 'programmes'
  | 'titles'
  | 'areas'
  | 'indicators'
  | 'producers'
  | 'brands'
  | 'products'
  | 'certificates'
  | 'bases';

export interface DescribedRow {
  /** The same for a row whatever was done to it. */
  id: string;
  /** What one row of its kind is called: 年度台账. */
  noun: string;
  /** Which one it is: 张马村 2024年. */
  name: string;
  verb: RowChange['verb'];
  fields: { label: string; old: string; new: string }[];
}

/** What stands where a text was left empty; a number that is missing was not collected. */
const EMPTY = '（空）';

const named: Readonly<Record<string, NameKind>> = {
  townCode: 'towns',
  villageCode: 'villages',
  successorCode: 'villages',
  programmeKey: 'programmes',
  titleId: 'titles',
  areaId: 'areas',
  indicatorKey: 'indicators',
  retentionProposedBy: 'accounts',
  proposedBy: 'accounts',
  confirmedBy: 'accounts',
  submittedBy: 'accounts',
  recordedBy: 'accounts',
  producerId: 'producers',
  consortiumId: 'producers',
  specialityOf: 'towns',
  regionalBrandId: 'brands',
  brandId: 'brands',
  productId: 'products',
  certificateId: 'certificates',
  renews: 'certificates',
  baseId: 'bases',
};

/** What a change was about, as a list tells it. */
export interface NamedSubject {
  noun: string;
  /** 张马村 2025年; of many rows the first one, with how many there were. */
  name: string;
}

export function nameSubject(
  { table, row, count }: { table: RegisteredName; row: Version; count: number },
  words: WordsOfTables,
  names: RowNames,
): NamedSubject {
  const name = nameOfRow(table, row, names) ?? registered[table].key.map((column) => row[column]).join(' ');
  return { noun: words[table].noun, name: count === 1 ? name : `${name} 等 ${formatNumber(count)} 行` };
}

/** Fields without a word are internal and left out. Of an added or deleted row only what is filled is told. */
export function describeRow(change: RowChange, words: WordsOfTables, names: RowNames): DescribedRow {
  const { table, key, row, verb } = change;
  const { noun } = words[table];
  const fields: TableWords['fields'] = words[table].fields;
  return {
    id: rowId(table, row),
    noun,
    name: nameOfRow(table, row, names) ?? key,
    verb,
    fields: change.fields.flatMap(({ field, old, new: current }) => {
      const word = fields[field];
      if (!word) return [];
      const say = (value: Value) => valueInWords(field, value, word, names);
      return [{ label: word.label, old: say(old), new: say(current) }];
    }),
  };
}

/** A row's identity among all tables. */
export function rowId(table: RegisteredName, row: Readonly<Record<string, Value>>): string {
  return [table, ...registered[table].key.map((column) => row[column])].join('/');
}

function valueInWords(field: string, value: Value, word: FieldWord, names: RowNames): string {
  if (value === null) return word.type === 'number' ? MISSING : EMPTY;
  const kind = named[field];
  if (kind !== undefined) return names[kind].get(String(value)) ?? String(value);
  if (word.type === 'flag') return value === 1 ? '是' : '否';
  if (word.type === 'day') return formatDay(String(value));
  if (word.type === 'number' && typeof value === 'number') return formatMeasure(value, word.unit);
  if (word.type === 'list') return [String(JSON.parse(String(value)).length), word.unit].filter(Boolean).join(' ');
  return word.values?.[value] ?? String(value);
}

/** Which row it is, by the names of what it belongs to; undefined where its table has no name of its own. */
function nameOfRow(table: RegisteredName, row: Version, names: RowNames): string | undefined {
  const text = (column: string) => String(row[column] ?? '');
  const name = (column: string, kind = named[column]) =>
    (kind === undefined ? undefined : names[kind].get(text(column))) ?? text(column);
  const nth = (column: string, counter: string) => `第 ${text(column)} ${counter}`;
  switch (table) {
    case 'account':
      return `${text('name')}（${text('username')}）`;
    case 'indicator':
      return text('label');
    case 'villageEvent':
      return name('villageCode');
    case 'statistic':
      return `${name('villageCode')} ${text('year')}年`;
    case 'title':
      return names.titles.get(text('id'));
    case 'titleStep':
      return `${name('titleId')} ${nth('sequence', '步')}`;
    case 'areaStep':
      return `${name('areaId')} ${nth('sequence', '步')}`;
    case 'areaTown':
      return `${name('areaId')} ${name('townCode')}`;
    case 'areaMember':
      return `${name('areaId')} ${name('villageCode')}`;
    case 'consortiumMember':
      return `${name('consortiumId')} ${name('producerId')}`;
    case 'base':
      return `${name('producerId')} ${name('villageCode')}`;
    case 'productDraft':
      return name('productId');
    case 'productBase':
      return `${name('productId')} ${name('baseId')}`;
    case 'certificate':
      return `${name('productId')} ${text('number')}`;
    case 'certificateEvent':
      return `${name('certificateId')} ${nth('sequence', '次')}`;
    case 'output':
      return `${name('productId')} ${text('year')}年`;
    case 'localOutput':
      return `${name('townCode')} ${text('year')}年`;
    case 'observation':
      return `${name('indicatorKey')} ${text('year')}年`;
    case 'target':
    case 'method':
      return `${name('indicatorKey')} ${nth('version', '版')}`;
    default:
      return typeof row.name === 'string' ? row.name : undefined;
  }
}
