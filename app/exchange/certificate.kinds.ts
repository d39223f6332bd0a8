/** The sheets of certificates, of what products yielded and of what towns state of local produce. */
import { certificateWords, localOutputWords, outputWords } from '#app/certificates/certificate.fields.ts';
import { certificateStateWords } from '#app/certificates/certificate.rules.ts';
import { SubmitCertificate } from '#app/certificates/certificate.schema.ts';
import { tonnes } from '#app/certificates/output.schema.ts';
import { optionalText } from '#app/fields.ts';
import { productWords } from '#app/products/product.fields.ts';
import { productOfRow } from './producer.kinds.ts';
import { type RowKind, shown, written } from './row-kind.ts';
import { townOfRow } from './village.kinds.ts';

const certificate = certificateWords.fields;
const form = SubmitCertificate.shape;
const category = shown('category', productWords.fields.category, 'choice');

export const certificateKind: RowKind = {
  key: 'certificates',
  sheet: '证书',
  noun: certificateWords.noun,
  columns: [
    written('scheme', certificate.scheme, form.scheme, 'choice', { hint: '从下拉列表中选择' }),
    written('number', certificate.number, form.number, 'code', { hint: '按证书填写，如 LB-15-1711196965A' }),
    // Here they tell nothing apart, and are written: a certificate is its number's.
    ...productOfRow.map((column) => ({ ...column, wire: optionalText(60) })),
    ...[townOfRow, category],
    written('firmCode', certificate.firmCode, form.firmCode, 'code', { hint: '绿色食品证书上 GF 开头的 14 位' }),
    written('validFrom', certificate.validFrom, form.validFrom, 'day', { hint: '有效期的第一天' }),
    written('validTo', certificate.validTo, form.validTo, 'day', {
      hint: '有效期的最后一天，当天仍有效。绿色食品和有机产品必填，没有期限的留空',
    }),
    written('approvedOutput', certificate.approvedOutput, form.approvedOutput, 'decimal', { hint: '最多三位小数' }),
    written('confirmNumber', '编号已核对', form.confirmNumber, 'flag', {
      asked: true,
      hint: '编号与常见的样子不同的，对照证书核对无误后填“是”',
    }),
    shown('state', '业务日期当天的状态', 'choice', { choices: { words: certificateStateWords } }),
  ],
  ways: [['scheme', 'number']],
  permission: 'produce.import',
};

const year = (word: { label: string }) => shown('year', word, 'year', { hint: '四位数的年份，如 2024' });

export const outputKind: RowKind = {
  key: 'outputs',
  sheet: '产品产量',
  noun: outputWords.noun,
  columns: [
    ...productOfRow,
    ...[townOfRow, category, year(outputWords.fields.year)],
    written('tonnes', outputWords.fields.tonnes, tonnes, 'decimal', {
      hint: '最多三位小数，没有采集到的留空，不填 0',
    }),
    shown('review', outputWords.fields.review, 'choice'),
    shown('reviewReason', outputWords.fields.reviewReason, 'text'),
  ],
  ways: [
    ['productId', 'year'],
    ['producerId', 'productName', 'year'],
  ],
  permission: 'produce.import',
};

export const localOutputKind: RowKind = {
  key: 'local-outputs',
  sheet: '地产农产品产量',
  noun: localOutputWords.noun,
  columns: [
    shown('townCode', localOutputWords.fields.townCode, 'choice', {
      choices: { list: 'towns' },
      hint: '从下拉列表中选择',
    }),
    year(localOutputWords.fields.year),
    shown('category', localOutputWords.fields.category, 'choice', { hint: '从下拉列表中选择，茭白属蔬菜' }),
    written('tonnes', localOutputWords.fields.tonnes, tonnes, 'decimal', {
      hint: '最多三位小数，没有采集到的留空，不填 0；不折算成吨的不填',
    }),
    shown('note', localOutputWords.fields.note, 'text'),
  ],
  ways: [['townCode', 'year', 'category']],
  permission: 'localOutput.amend',
};
