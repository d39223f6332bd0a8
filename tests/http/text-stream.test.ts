import { text } from 'node:stream/consumers';
import { createElement } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { expect, test } from 'vitest';
import { textStream } from '#app/http/text-stream.server.ts';

test('a long Chinese page arrives with its characters and nothing between them', async () => {
  const names = Array.from({ length: 400 }, (_, index) =>
    createElement('li', { key: index }, `张马村${index % 7 ? '' : 'a'}`),
  );
  const page = createElement('ul', null, names);
  const rendered = new Promise<string>((resolve) => {
    const { pipe } = renderToPipeableStream(page, { onAllReady: () => resolve(text(pipe(textStream()))) });
  });
  const html = await rendered;
  expect(html).not.toMatch(/[\0\uFFFD]/);
  expect(html.match(/张马村/g)).toHaveLength(400);
});
