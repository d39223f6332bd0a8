/** The kinds of farm produce, as forms and addresses carry them. */
import { z } from 'zod';
import { categories } from './category.ts';

export const Category = z.enum(categories, { error: '请选择类别' });
