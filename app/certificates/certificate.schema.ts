/** Certificates as lists ask for them, and as forms hand them in. */
import { z } from 'zod';
import { isDay } from '#app/day.ts';
import { checkbox, day, formChange, optionalNumber, optionalText, pageNumber, requiredText } from '#app/fields.ts';
import { Paging, townCode } from '#app/http/paging.ts';
import { firmCodeFits, numberFits, schemeNames, schemes, tidyNumber } from './scheme.rules.ts';

const Scheme = z.enum(schemeNames, { error: '请选择证书种类' });

const filter = z.string().trim().min(1).max(60).optional().catch(undefined);

export const CertificateQuery = z.object({
  q: z.string().max(100).catch(''),
  scheme: Scheme.optional().catch(undefined),
  town: filter,
  state: z.enum(['valid', 'ends-soon', 'expired', 'suspended', 'revoked', 'not-yet']).optional().catch(undefined),
  page: pageNumber,
});
export type CertificateQuery = z.infer<typeof CertificateQuery>;

/** The list as other systems ask for it: what cannot be read is refused. */
export const CertificateApiQuery = Paging.extend({
  q: z.string().max(100, '最多 100 个字').default(''),
  scheme: z.enum(schemeNames, { error: `应为 ${schemeNames.join('、')} 之一` }).optional(),
  town: townCode,
});

/** A certificate as its producer hands it in. An unusual number is looked at again rather than refused. */
export const SubmitCertificate = z
  .object({
    productId: requiredText('产品', 30),
    scheme: Scheme,
    number: requiredText('证书编号', 60).transform(tidyNumber),
    confirmNumber: checkbox,
    firmCode: optionalText(20).transform((code) => (code === null ? null : tidyNumber(code))),
    validFrom: day('有效期的第一天'),
    validTo: optionalText(20),
    approvedOutput: optionalNumber({ decimals: 3, largest: 1_000_000 }),
    renews: optionalText(30),
    change: formChange,
  })
  .superRefine(({ scheme, number, confirmNumber, firmCode, validFrom, validTo }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const { months, example, word } = schemes[scheme];
    const usual = numberFits(scheme, number) && (firmCode === null || firmCodeFits(firmCode));
    if (!usual && !confirmNumber)
      refuse('confirmNumber', `编号与${word}常见的样子（如 ${example}）不同，请对照证书再看一遍，确实无误的请勾选`);
    if (validTo === null) {
      if (months !== null) refuse('validTo', '请填写有效期的最后一天');
    } else if (!isDay(validTo)) refuse('validTo', '有效期的最后一天应写成 2027-03-08 的样子');
    else if (validTo < validFrom) refuse('validTo', '有效期的最后一天不能早于第一天');
  });
export type SubmitCertificate = z.infer<typeof SubmitCertificate>;

/** The town's answer to a certificate that was handed in. */
export const ReviewCertificate = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('accept'), change: formChange }),
    z.object({ intent: z.literal('return'), reason: requiredText('退回的原因', 300), change: formChange }),
  ],
  { error: '请用页面上的按钮提交' },
);
export type ReviewCertificate = z.infer<typeof ReviewCertificate>;

/** What town or district decide about an accepted certificate. */
export const DecideCertificate = z.object({
  kind: z.enum(['suspended', 'resumed', 'revoked'], { error: '请选择处置' }),
  day: day('日期'),
  reason: requiredText('原因', 300),
});
export type DecideCertificate = z.infer<typeof DecideCertificate>;
