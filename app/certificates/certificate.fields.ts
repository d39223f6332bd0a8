/** The Chinese words of certificates and outputs: for labels, the history and spreadsheets. */
import type { TableWords } from '#app/field-words.ts';
import { categoryWords } from '#app/producers/category.ts';
import type { CertificateEventTable, Review } from '#db/tables.ts';
import { schemeNames, schemes } from './scheme.rules.ts';

const schemeWords = Object.fromEntries(schemeNames.map((scheme) => [scheme, schemes[scheme].word]));

export const eventWords: Record<CertificateEventTable['kind'], string> = {
  suspended: '暂停',
  resumed: '恢复',
  revoked: '撤销',
};

export const reviewWords: Record<Review, string> = { submitted: '待镇里审核', accepted: '已通过', returned: '已退回' };

export const certificateWords = {
  noun: '证书',
  fields: {
    scheme: { label: '证书种类', values: schemeWords },
    number: { label: '证书编号' },
    firmCode: { label: '企业信息码' },
    producerId: { label: '持证主体' },
    productId: { label: '产品' },
    validFrom: { label: '有效期自', type: 'day' },
    validTo: { label: '有效期至', type: 'day' },
    approvedOutput: { label: '核准产量', unit: '吨/年', type: 'number' },
    attachmentName: { label: '证书扫描件' },
    renews: { label: '续展自' },
    review: { label: '审核', values: reviewWords },
    reviewReason: { label: '退回的原因' },
    submittedBy: { label: '提交账户' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;

export const certificateEventWords = {
  noun: '证书处置',
  fields: {
    kind: { label: '处置', values: eventWords },
    day: { label: '日期', type: 'day' },
    reason: { label: '原因' },
    recordedBy: { label: '登记账户' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;

export const outputWords = {
  noun: '产量',
  fields: {
    year: { label: '年份' },
    tonnes: { label: '产量', unit: '吨', type: 'number' },
    acceptedTonnes: { label: '更正通过以前计入的产量', unit: '吨', type: 'number' },
    review: { label: '审核', values: reviewWords },
    reviewReason: { label: '退回的原因' },
    submittedBy: { label: '提交账户' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;

export const localOutputWords = {
  noun: '地产农产品产量',
  fields: {
    townCode: { label: '所属镇' },
    year: { label: '年份' },
    category: { label: '类别', values: categoryWords },
    tonnes: { label: '产量', unit: '吨', type: 'number' },
    note: { label: '备注' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;
