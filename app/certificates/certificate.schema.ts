/** Certificates as lists ask for them. */
import { z } from 'zod';

const filter = z.string().trim().min(1).max(60).optional().catch(undefined);

export const CertificateQuery = z.object({
  q: z.string().max(100).catch(''),
  scheme: z
    .enum(['green-a', 'green-aa', 'organic', 'organic-conversion', 'gi-agricultural', 'gi-product', 'famous'])
    .optional()
    .catch(undefined),
  town: filter,
  state: z.enum(['valid', 'ends-soon', 'expired', 'suspended', 'revoked', 'not-yet']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type CertificateQuery = z.infer<typeof CertificateQuery>;
