/** The half of `useFormCheck` that brings zod along, and is therefore loaded apart. */
import { zodResolver } from '@hookform/resolvers/zod';
import type { FieldValues } from 'react-hook-form';
import type { z } from 'zod';
import { unforeseen } from '../fields.ts';

export type WireSchema = z.ZodType<unknown, FieldValues>;

export const resolverOf = (schema: WireSchema) => zodResolver(schema, unforeseen);
