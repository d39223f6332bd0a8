/** The forms by which a method is set anew: of the green rate, and of an indicator whose target is 左右. */

import { z } from 'zod';
import { schemeNames } from '#app/certificates/scheme.rules.ts';
import { checkbox, day, formChange, optionalNumber, optionalText, requiredText } from '#app/fields.ts';
import { GreenRateSettings, type ObservedSettings } from './method.schema.ts';
import { schemeBox } from './plan.fields.ts';

const schemesTicked = (form: Readonly<Record<string, unknown>>) =>
  schemeNames.filter((scheme) => form[schemeBox(scheme)] === true);

const { amount, valid, rice } = GreenRateSettings.shape;

const paper = {
  text: requiredText('口径说明', 600),
  reason: requiredText('调整原因', 300),
  documentNumber: optionalText(60),
  documentDay: z
    .preprocess((text) => (text === '' ? undefined : text), day('文件日期').optional())
    .transform((typed) => typed ?? null),
  inForceFrom: day('生效日期'),
  change: formChange,
};

/** `settings`: what is laid over the settings of the version before. */
export interface MethodRevision {
  settings: GreenRateSettings | Pick<ObservedSettings, 'tolerance'>;
  text: string;
  reason: string;
  documentNumber: string | null;
  documentDay: string | null;
  inForceFrom: string;
  change: number;
}

export const ReviseGreenMethod = z
  .object({
    ...Object.fromEntries(schemeNames.map((scheme) => [schemeBox(scheme), checkbox])),
    amount: z.enum(amount.unwrap().options, { error: '请选择认证产量怎么取' }),
    valid: z.enum(valid.unwrap().options, { error: '请选择证书在什么时候有效' }),
    rice: z.enum(rice.unwrap().options, { error: '请选择稻米怎么计' }),
    factor: optionalNumber({ decimals: 3, largest: 1 }),
    ...paper,
  })
  // Said together with what else is wrong, not after it.
  .refine((form) => schemesTicked(form).length > 0, {
    ...{ path: ['schemes'], error: '请至少选择一种证书', when: () => true },
  })
  .refine(({ rice, factor }) => factor !== 0 && (rice !== 'milled' || factor !== null), {
    ...{ path: ['factor'], error: '请填写大于 0、不大于 1 的出米率', when: () => true },
  })
  .transform((form): MethodRevision => {
    const { amount, valid, rice, text, reason, documentNumber, documentDay, inForceFrom, change } = form;
    // Rice as paddy needs no factor: the usual one is kept.
    const factor = form.factor ?? GreenRateSettings.parse({}).factor;
    const settings = { schemes: schemesTicked(form), amount, valid, rice, factor };
    return { settings, text, reason, documentNumber, documentDay, inForceFrom, change };
  });

export const ReviseTolerance = z
  .object({ tolerance: optionalNumber({ decimals: 2, largest: 1e6 }), ...paper })
  .transform(({ tolerance, ...rest }): MethodRevision => ({ settings: { tolerance }, ...rest }));
