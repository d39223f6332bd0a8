/** What every answer must be, whatever was asked. */
import { expect } from 'vitest';
import type { Answer } from './ask.ts';
import { readPage } from './page.ts';

/** Milliseconds after which an answer counts as a hang; a booklet of all villages is being printed meanwhile. */
const longest = (path: string) => (/^\/reports(\?|$)|\.pdf/.test(path) ? 20_000 : 2_000);

/** What no person should read: words of the program instead of the register's. */
const programWords =
  /Invalid (input|option|string|number|union|key)|expected \w+, received|\[object Object\]|TypeError|SQLITE_|at \w+ \(/;

/**
 * Never a fault, never a hang, always a sentence that helps. Where a question took long, it is asked again: a busy
 * machine is not a hang.
 */
export async function judge(answer: Answer, askAgain: () => Promise<Answer>, path: string): Promise<void> {
  if (answer.took > longest(path)) {
    const again = await askAgain();
    expect(again.took, 'milliseconds until the answer').toBeLessThan(longest(path));
  }
  expect(answer.status, excerpt(answer)).toBeLessThan(500);
  if (answer.status >= 400 && answer.body !== '') expectHelp(answer);
}

/** A refusal says in Chinese what is wrong; a page names the request, a document of the interface is a problem. */
export function expectHelp({ status, headers, body }: Answer): void {
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/problem+json')) {
    const problem: unknown = JSON.parse(body);
    expect(problem).toMatchObject({ status, title: expect.stringMatching(/[\u4e00-\u9fff]{3}/) });
    expect(body).not.toMatch(programWords);
    expect(body).toContain(headers['x-request-id']);
    return;
  }
  const text = type.startsWith('text/html') ? readPage(body).text : body;
  expect(text, `${status} ${type}`).toMatch(/[\u4e00-\u9fff]{4,}.*[。：，]/);
  if (status === 404 || status >= 500) expect(text, 'the number of the request').toContain(headers['x-request-id']);
  expect(programWords.exec(text)?.[0] ?? '').toBe('');
}

const excerpt = ({ status, body }: Answer) => `${status}: ${body.slice(0, 300)}`;
