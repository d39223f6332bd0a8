/** What the JSON interface answers, resource by resource: its document is made from these, and tests hold it to them. */
import { z } from 'zod';
import { areaWords } from '#app/areas/area.fields.ts';
import { AreaKind } from '#app/areas/area.schema.ts';
import { certificateWords } from '#app/certificates/certificate.fields.ts';
import { schemeNames } from '#app/certificates/scheme.rules.ts';
import type { FieldWord } from '#app/field-words.ts';
import { ExcludedItem, Figure, FigureItem } from '#app/plan/figure.schema.ts';
import { Category } from '#app/producers/category.schema.ts';
import { producerWords } from '#app/producers/producer.fields.ts';
import { ProducerKind } from '#app/producers/producer.schema.ts';
import { productWords } from '#app/products/product.fields.ts';
import { titleStepWords, titleWords } from '#app/titles/title.fields.ts';
import { Confirmation, Stage } from '#app/titles/title.schema.ts';
import { levels, levelWords } from '#app/villages/level.rules.ts';
import { ledgerFields, ledgerWords } from '#app/villages/statistic.fields.ts';
import { villageEventWords, villageWords } from '#app/villages/village.fields.ts';
import { LineageKind, Retention } from '#app/villages/village.schema.ts';

/** A value with its Chinese name, its unit, and the words for its codes, as the forms and the sheets have them. */
function named<S extends z.ZodType>(schema: S, word: FieldWord | undefined): S {
  if (word === undefined) return schema;
  const codes = word.values && Object.entries(word.values).map(([code, text]) => `${code} ${text}`);
  const notes = [word.unit && `单位：${word.unit}`, codes?.join('，')].filter(Boolean).join('。');
  return schema.meta({ title: word.label, ...(notes !== '' && { description: notes }) });
}

/** A column of text that may be empty. */
const words = (word: FieldWord | undefined) => named(z.string().nullable(), word);
const Day = z.iso.date();
const Named = z.object({ code: z.string(), name: z.string() });
const Held = z.object({ id: z.string(), name: z.string() });
const Town = Named.meta({ title: '所属镇' });
const Origin = z
  .enum(['fact', 'demo', 'entered'])
  .meta({ title: '来历', description: 'fact 有据可查的事实，demo 演示数据，entered 各单位登记' });
const Level = named(z.enum(levels).nullable(), { label: '美丽乡村等级', values: levelWords });
const { fields: ofVillage } = villageWords;
const { fields: ofProduct } = productWords;
const { fields: ofCertificate } = certificateWords;

const End = z.object({ kind: LineageKind, day: Day, successorCode: z.string().nullable() }).nullable();

export const VillageItem = z.object({
  code: named(z.string(), ofVillage.code),
  name: named(z.string(), ofVillage.name),
  town: Town,
  level: Level,
  retention: named(Retention, ofVillage.retention),
  population: z
    .object({ year: z.int(), value: z.int() })
    .nullable()
    .meta({ title: '户籍人口', description: '业务日期所在年份及以前最近一年的台账' }),
  end: End.meta({ title: '撤并', description: '到业务日期已并入他村或撤销建制的' }),
  origin: Origin,
});

const YearOfLedger = z.object({
  year: z.int(),
  origin: Origin,
  ...Object.fromEntries(ledgerFields.map((field) => [field, named(z.number().nullable(), ledgerWords[field])])),
});

export const Village = z.object({
  ...VillageItem.omit({ population: true }).shape,
  introduction: words(ofVillage.introduction),
  industry: words(ofVillage.industry),
  settlements: words(ofVillage.settlements),
  source: z.string().nullable(),
  lineage: z.array(
    z.object({
      villageCode: z.string(),
      kind: named(LineageKind, villageEventWords.fields.kind),
      day: named(Day, villageEventWords.fields.day),
      oldName: words(villageEventWords.fields.oldName),
      newName: words(villageEventWords.fields.newName),
      successorCode: words(villageEventWords.fields.successorCode),
      documentNumber: words(villageEventWords.fields.documentNumber),
    }),
  ),
  statistics: z.array(YearOfLedger).meta({ title: '年度台账', description: '没有采集的是 null，不是 0' }),
  areas: z.array(
    Held.extend({ kind: AreaKind, since: Day.nullable(), membership: z.enum(['confirmed', 'to-be-confirmed']) }),
  ),
});

const Step = z.object({
  stage: named(Stage, titleStepWords.fields.stage),
  day: named(Day, titleStepWords.fields.day),
  precision: named(z.enum(['exact', 'no-later-than']), titleStepWords.fields.precision),
  documentNumber: words(titleStepWords.fields.documentNumber),
  confirmation: named(Confirmation.nullable(), titleStepWords.fields.confirmation),
});

export const Title = z.object({
  id: z.string(),
  village: Named.extend({ town: Town }),
  programme: z.object({ key: z.string(), name: z.string() }),
  level: Level,
  awardYear: named(z.int().nullable(), titleWords.fields.awardYear),
  stage: named(Stage, titleWords.fields.stage),
  namedOn: Day.nullable().meta({ title: '命名日期' }),
  counts: z.boolean().meta({ title: '在业务日期有效' }),
  reason: z.string().nullable().meta({ title: '没有计入的原因' }),
  origin: Origin,
  steps: z.array(Step),
});

export const Area = z.object({
  id: z.string(),
  kind: named(AreaKind, areaWords.fields.kind),
  name: named(z.string(), areaWords.fields.name),
  corridor: words(areaWords.fields.corridor),
  towns: z.array(Named),
  awardYear: named(z.int().nullable(), areaWords.fields.awardYear),
  origin: Origin,
  countsTowardsPlan: named(z.boolean(), areaWords.fields.countsTowardsPlan),
  stage: named(Stage.nullable(), areaWords.fields.stage),
  namedOn: Day.nullable().meta({ title: '命名日期' }),
  named: z.boolean().meta({ title: '在业务日期已命名' }),
  reason: z.string().nullable().meta({ title: '没有计入的原因' }),
  members: z.array(
    z.object({
      village: Named,
      since: Day.nullable(),
      membership: z.enum(['confirmed', 'to-be-confirmed']),
    }),
  ),
  steps: z.array(Step),
});

export const Producer = z.object({
  id: z.string(),
  name: named(z.string(), producerWords.fields.name),
  kind: named(ProducerKind, producerWords.fields.kind),
  creditCode: words(producerWords.fields.creditCode),
  town: Town,
  village: Named.nullable(),
  products: z.int().meta({ title: '公开的产品数' }),
  origin: Origin,
});

const CertificateState = z.enum(['valid', 'ends-soon', 'expired', 'suspended', 'revoked', 'not-yet']);

const Term = z.object({
  id: z.string(),
  scheme: named(z.enum(schemeNames), ofCertificate.scheme),
  number: named(z.string(), ofCertificate.number),
  validFrom: named(Day, ofCertificate.validFrom),
  validTo: named(Day.nullable(), ofCertificate.validTo),
  origin: Origin,
  state: CertificateState.meta({ title: '在业务日期的状态' }),
});

export const Product = z.object({
  id: z.string(),
  origin: Origin,
  name: named(z.string(), ofProduct.name),
  category: named(Category, ofProduct.category),
  variety: words(ofProduct.variety),
  producer: Held,
  town: Town,
  villages: z.array(Named).meta({ title: '生产基地所在的村' }),
  regionalBrand: words(ofProduct.regionalBrandId),
  brand: words(ofProduct.brandId),
  season: words(ofProduct.season),
  packaging: words(ofProduct.packaging),
  gtin: words(ofProduct.gtin),
  pictures: z.array(z.string()),
  certificates: z.array(Term),
});

export const Certificate = Term.extend({
  firmCode: words(ofCertificate.firmCode),
  approvedOutput: named(z.number().nullable(), ofCertificate.approvedOutput),
  renews: words(ofCertificate.renews),
  source: z.string().nullable(),
  product: Held,
  producer: Held,
  town: Town,
  events: z.array(
    z.object({ sequence: z.int(), kind: z.enum(['suspended', 'resumed', 'revoked']), day: Day, reason: z.string() }),
  ),
});

const FigureAnswer = Figure.pick({
  ...{ key: true, label: true, unit: true, value: true, numerator: true, denominator: true },
  ...{ baseline: true, target: true, met: true, method: true },
}).extend({ receipt: z.string() });

export const Receipt = FigureAnswer.extend({
  rows: Figure.shape.rows.meta({ title: '计入的和没有计入的一共几行' }),
  included: z.array(FigureItem.pick({ kind: true, id: true, label: true, amount: true })),
  excluded: z.array(ExcludedItem.pick({ kind: true, id: true, label: true, amount: true, reason: true })),
  next: z.string().nullable().meta({
    title: '下一页的 cursor',
    description: '十二个镇以内的登记簿和一个镇的数不分页，为 null；更多的镇合计时，依据按页给出，最后一页为 null',
  }),
});

export const Progress = z.object({ asOf: Day, change: z.int(), figures: z.array(FigureAnswer) });

export const IndicatorItem = FigureAnswer.extend({
  id: z.string(),
  position: z.int().meta({ title: '在表1里的序号' }),
  domain: z.string().nullable().meta({ title: '领域' }),
  attribute: z.enum(['anticipatory', 'binding']).nullable().meta({ title: '属性', description: '预期性或约束性' }),
  sentence: z.string().meta({ title: '规划原文' }),
  year: z.int().nullable().meta({ title: '最近的年度', description: '还没有经确认的年度数时为 null' }),
  verdict: z.string().nullable().meta({ title: '判断的说明' }),
});

const Value = z.union([z.string(), z.number(), z.null()]);

const ChangeItem = z.object({
  number: z.int(),
  at: z.iso.datetime(),
  account: z.string().nullable().meta({ title: '账户', description: '系统自己写入的为 null' }),
  kind: z.string(),
  reason: z.string().nullable(),
  town: z.string().nullable(),
  undoes: z.int().nullable().meta({ title: '撤销的是第几号变更' }),
  hash: z.string().nullable(),
  rows: z
    .array(
      z.object({
        table: z.string(),
        verb: z.enum(['added', 'amended', 'deleted']),
        key: z.record(z.string(), Value),
        row: z.record(z.string(), Value).nullable().meta({ title: '变更之后的一行', description: '已删除的为 null' }),
      }),
    )
    .optional()
    .meta({ title: '这号变更写入的行', description: '带 rows=1 时给出' }),
});

export const Changes = z.object({
  items: z.array(ChangeItem),
  next: z.int().nullable().meta({ title: '下一次的 after' }),
  part: z
    .string()
    .nullable()
    .optional()
    .meta({ title: '下一次的 part', description: '带 partial=1 时给出；最后一号变更的行没有给完时不为 null' }),
});

/** What a code says depends on what bears it; `state` is `unknown` where this register never gave it out. */
export const Verification = z.looseObject({ code: z.string(), state: z.string() });
