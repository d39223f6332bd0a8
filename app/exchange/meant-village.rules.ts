/** Which village a row means, by its code or its name; both must agree where both are written. Pure. */
import type { Entry } from './import-plan.ts';
import { textOf } from './planned-row.rules.ts';

export interface NamedVillage {
  code: string;
  name: string;
  townCode: string;
}

/**
 * @param says `villageCode` a code, `villageName` a code too, its word having been looked up
 * @returns the village, or a sentence that says why none can be told
 */
export function meantVillage<V extends NamedVillage>(
  says: Entry['says'],
  villages: ReadonlyMap<string, V>,
): V | { problem: string; key: string } {
  const code = textOf(says, 'villageCode');
  const named = villages.get(textOf(says, 'villageName') ?? '');
  const village = code === undefined ? named : villages.get(code);
  if (village === undefined)
    return code === undefined
      ? { problem: '没有写明是哪个村，请填区划代码或村名', key: 'villageCode' }
      : { problem: `没有代码为 ${code} 的村，请核对`, key: 'villageCode' };
  if (named !== undefined && named.code !== village.code)
    return { problem: `代码是${village.name}的，村名却是${named.name}，请核对`, key: 'villageName' };
  return village;
}
