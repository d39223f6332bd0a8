import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { streamOf } from '#app/http/piece-stream.server.ts';

function counting() {
  const seen = { made: 0, ended: false };
  async function* pieces() {
    try {
      for (; seen.made < 1000; seen.made++) yield 'x';
    } finally {
      seen.ended = true;
    }
  }
  return { seen, pieces: pieces() };
}

test('pieces are made as they are taken, and all of them', async () => {
  const { seen, pieces } = counting();
  const reader = streamOf(pieces, new AbortController().signal).getReader();
  await reader.read();
  expect(seen.made).toBeLessThan(5);
  reader.releaseLock();
  expect(await text(drained(streamOf(counting().pieces, new AbortController().signal).getReader()))).toHaveLength(1000);
});

test('whoever goes away ends the making, also behind a server that goes on taking', async () => {
  for (const leave of ['cancel', 'abort']) {
    const { seen, pieces } = counting();
    const gone = new AbortController();
    const reader = streamOf(pieces, gone.signal).getReader();
    await reader.read();
    if (leave === 'cancel') await reader.cancel();
    else {
      gone.abort();
      await text(drained(reader));
    }
    expect(seen, leave).toMatchObject({ ended: true });
    expect(seen.made).toBeLessThan(10);
  }
});

async function* drained(reader: ReadableStreamDefaultReader<Uint8Array>) {
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
