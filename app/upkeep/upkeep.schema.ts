/** What is asked of the register's upkeep. */
import { z } from 'zod';

export const UpkeepIntent = z.object({ intent: z.literal('upkeep') });
