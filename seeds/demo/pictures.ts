/** Drawn pictures for invented products: no photograph could be of a thing that does not exist. Each says 演示 in its corner. */
import { createHash } from 'node:crypto';
import { insertAttachmentIfAbsent } from '#app/attachments/attachment.repository.server.ts';
import type { Db } from '#db/client.server.ts';

/** Inlined by Vite, so that the built program needs no file beside it. */
const drawings = import.meta.glob<string>('./pictures/*.jpg', { query: '?inline', import: 'default', eager: true });

/** The first that is found in a product's name is its picture; what none is drawn for keeps the mark of its category. */
const subjects: readonly (readonly [RegExp, string])[] = [
  [/净菜茭白|茭白丝/, 'jiaobai-cut'],
  [/茭白/, 'jiaobai'],
  [/软香米|有机米|糯米|胚芽米|香米$/, 'bowl'],
  [/米$/, 'rice'],
  [/草莓/, 'strawberry'],
  [/蓝莓|葡萄|桑葚/, 'blueberry'],
  [/枇杷/, 'loquat'],
  [/红柚/, 'pomelo'],
  [/西瓜/, 'melon'],
  [/青菜|小白菜/, 'greens'],
  [/黄瓜|丝瓜/, 'gourds'],
  [/番茄/, 'tomato'],
  [/大闸蟹/, 'crab'],
  [/龙虾|青虾/, 'shrimp'],
  [/鱼$/, 'fish'],
  [/紫薇|红枫|红叶石楠/, 'blossom'],
  [/罗汉松|香樟|桂花/, 'tree'],
  [/蛋$/, 'eggs'],
];

/** Keeps the picture of a product of this name; gives back what its row holds in `pictures`. */
export async function keepDrawing(trx: Db, name: string, addedAt: string): Promise<string> {
  const subject = subjects.find(([pattern]) => pattern.test(name))?.[1];
  if (subject === undefined) return '[]';
  const drawing = drawings[`./pictures/${subject}.jpg`];
  if (drawing === undefined) throw new Error(`no drawing ${subject}`);
  const bytes = Buffer.from(drawing.slice(drawing.indexOf(',') + 1), 'base64');
  const hash = createHash('sha256').update(bytes).digest('hex');
  await insertAttachmentIfAbsent(trx, { hash, mediaType: 'image/jpeg', size: bytes.length, bytes, addedAt });
  return JSON.stringify([hash]);
}
