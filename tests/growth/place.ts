/** Where something happens, and the mark of every row that is invented. */
import type { Live } from './loader.ts';

export const demoMark = { origin: 'demo', source: '演示数据' } as const;

/** The office of a town: who writes, and for which town. */
export interface Office {
  account: string;
  town: string;
}

export interface Village {
  code: string;
  name: string;
  /** Short and its own: identities begin with it. */
  key: string;
  office: Office;
  live: Live;
  nextTitle: number;
  /** Whether it was merged into another. */
  ended: boolean;
}
