/**
 * The ledgers that offices send upwards, as data: a template names fields of the register, and nothing else. What a field
 * is called, its unit and its words are those of its noun, so two ledgers that share a field cannot differ in it.
 */
import { z } from 'zod';
import { certificateWords } from '#app/certificates/certificate.fields.ts';
import { certificateStateWords } from '#app/certificates/certificate.rules.ts';
import type { FieldWord } from '#app/field-words.ts';
import { producerWords } from '#app/producers/producer.fields.ts';
import { productWords } from '#app/products/product.fields.ts';
import { programmeWords, titleStepWords, titleWords } from '#app/titles/title.fields.ts';
import { levelWords } from '#app/villages/level.rules.ts';
import { townWords } from '#app/villages/town.fields.ts';
import { statisticWords, villageWords } from '#app/villages/village.fields.ts';
import stored from './ledger-templates.json' with { type: 'json' };

const RowKind = z.enum(['villages', 'titles', 'certificates']);
export type RowKind = z.infer<typeof RowKind>;

/** Not a field of the register, but what its rules make of one on the day. */
const derived: Record<string, FieldWord> = {
  'village.level': { label: '美丽乡村等级', values: { ...levelWords, none: '尚无称号' } },
  'certificate.state': { label: '状态', values: certificateStateWords },
};

/** Ledgers are public: a field that the public does not see is no field of theirs, and a mere reference prints no words. */
const fieldsOfTables: Record<string, readonly string[]> = {
  town: ['code', 'name', 'shortName'],
  village: ['code', 'name', 'retention', 'industry', 'settlements', 'level'],
  statistic: Object.keys(statisticWords.fields),
  programme: ['name', 'shortName', 'level'],
  title: ['awardYear', 'note'],
  titleStep: ['stage', 'day', 'documentNumber', 'confirmation'],
  producer: ['kind', 'name', 'creditCode'],
  product: ['category', 'name', 'variety', 'season', 'packaging'],
  certificate: ['scheme', 'number', 'firmCode', 'validFrom', 'validTo', 'approvedOutput', 'state'],
};

const wordsOfTables: Record<string, Readonly<Record<string, FieldWord>>> = {
  town: townWords.fields,
  village: villageWords.fields,
  statistic: statisticWords.fields,
  programme: programmeWords.fields,
  title: titleWords.fields,
  titleStep: titleStepWords.fields,
  producer: producerWords.fields,
  product: productWords.fields,
  certificate: certificateWords.fields,
};

const tablesOfRows: Record<RowKind, readonly string[]> = {
  villages: ['town', 'village', 'statistic'],
  titles: ['town', 'village', 'programme', 'title', 'titleStep'],
  certificates: ['town', 'producer', 'product', 'certificate'],
};

/** The fields that a ledger of such rows may name (`village.name`), with their words. */
export function knownFields(rows: RowKind): Map<string, FieldWord> {
  return new Map(
    tablesOfRows[rows].flatMap((table) =>
      (fieldsOfTables[table] ?? []).flatMap((field): [string, FieldWord][] => {
        const name = `${table}.${field}`;
        const word = derived[name] ?? wordsOfTables[table]?.[field];
        return word === undefined ? [] : [[name, word]];
      }),
    ),
  );
}

/** What rows may be chosen by, beside the fields: the programme of a title. */
const choosers: Record<RowKind, readonly string[]> = {
  villages: ['village.retention'],
  titles: ['title.programmeKey'],
  certificates: ['certificate.scheme'],
};

export const LedgerTemplate = z
  .strictObject({
    key: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    /** In a verification code; never i, l or o, which people copy as digits, and never another template's. */
    letter: z.string().regex(/^[a-hjkmnp-z]$/),
    version: z.int().min(1),
    title: z.string().min(1),
    lead: z.string().min(1),
    rows: RowKind,
    /** Only the rows with one of these values. */
    only: z.strictObject({ field: z.string(), values: z.array(z.string()).min(1) }).optional(),
    columns: z.array(z.strictObject({ field: z.string(), header: z.string().min(1).optional() })).min(1),
  })
  .superRefine(({ rows, columns, only }, context) => {
    const known = knownFields(rows);
    for (const [place, { field }] of columns.entries())
      if (!known.has(field))
        context.addIssue({
          code: 'custom',
          path: ['columns', place, 'field'],
          message: `${rows} have no field ${field}`,
        });
    if (only && !choosers[rows].includes(only.field))
      context.addIssue({ code: 'custom', path: ['only', 'field'], message: `${rows} are not chosen by ${only.field}` });
  });
export type LedgerTemplate = z.infer<typeof LedgerTemplate>;

export const ledgerTemplates: readonly LedgerTemplate[] = z.array(LedgerTemplate).parse(stored);
