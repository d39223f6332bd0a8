/** The proxy and the unit of the operator's guide, from README.md's own lines, before the register as it runs. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Behind, lookBehind } from '#tests/support/behind.ts';
import { type Server, startServer } from '#tests/support/server.ts';

const host = 'dengji.example.gov.cn';
const password = 'qingxi-demo-2025';

/** The block of the guide that is written in this language. */
function blockOf(language: string): string {
  const block = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(readFileSync('README.md', 'utf8'))?.[1];
  if (block === undefined) throw new Error(`README.md has no ${language}`);
  return block;
}

test('the unit of the guide is one that systemd understands', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'register-unit-'));
  const unit = path.join(folder, 'qingxi-register.service');
  // Node may lie elsewhere on this machine.
  writeFileSync(unit, blockOf('ini').replace('/usr/bin/node', process.execPath));
  const said = execFileSync('sh', ['-c', `systemd-analyze verify ${unit} 2>&1`], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(said).toBe('');
});

describe('nginx as the guide has it', () => {
  let folder: string;
  let server: Server;
  let behind: Behind;
  let nginx: ChildProcess;
  let complaints = '';
  let ports: { tls: number; plain: number };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'register-proxy-'));
    server = await startServer({ PUBLIC_URL: `https://${host}`, TRUST_PROXY: '1' });
    behind = lookBehind(server.address);
    ports = { tls: await freePort(), plain: await freePort() };
    writeFileSync(path.join(folder, 'nginx.conf'), configuration());
    nginx = spawn('/usr/sbin/nginx', ['-c', path.join(folder, 'nginx.conf'), '-e', 'stderr']);
    nginx.stderr?.on('data', (said) => {
      complaints += String(said);
    });
    await vi.waitFor(async () => expect((await ask('/healthz')).status, complaints).toBe(200), 10_000);
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => nginx.once('exit', resolve));
    nginx.kill('SIGTERM');
    await ended;
    await behind.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** The guide's block with the ports, the certificate and the register of this test. */
  function configuration(): string {
    const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')];
    const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
    const options = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
    execFileSync('/usr/bin/openssl', [...options, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    const block = [
      ['listen 443 ssl;', `listen 127.0.0.1:${ports.tls} ssl;`],
      ['listen 80;', `listen 127.0.0.1:${ports.plain};`],
      ['/etc/ssl/dengji/fullchain.pem', certificate],
      ['/etc/ssl/dengji/privkey.pem', key],
      ['http://127.0.0.1:3000;', `${server.url};`],
    ].reduce((text, [said = '', here = '']) => {
      expect(text).toContain(said);
      return text.replace(said, here);
    }, blockOf('nginx'));
    const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${path.join(folder, kind)};`,
    );
    const user = process.getuid?.() === 0 ? 'user root;' : '';
    return `daemon off;\n${user}\npid ${path.join(folder, 'pid')};\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${kept.join('\n')}\n${block}}\n`;
  }

  interface Asked {
    method?: string;
    headers?: Record<string, string>;
    body?: string | Buffer;
    /** The address that the client has. */
    from?: string;
    maxVersion?: 'TLSv1.2';
  }

  /** Asks through the proxy, believing the certificate of this test alone. */
  function ask(address: string, { method = 'GET', headers = {}, body, from, maxVersion }: Asked = {}) {
    interface Answer {
      status: number;
      headers: Record<string, string | string[] | undefined>;
      protocol: string | null;
      pieces: string[];
    }
    return new Promise<Answer>((resolve, reject) => {
      const asked = request(
        {
          ...{ host: '127.0.0.1', port: ports.tls, servername: host, path: address, method, localAddress: from },
          ...{ ca: readFileSync(path.join(folder, 'certificate.pem')), maxVersion, agent: false },
          headers: { host, ...(body !== undefined && { 'content-length': String(body.length) }), ...headers },
        },
        (response) => {
          const pieces: string[] = [];
          const protocol = (response.socket as TLSSocket).getProtocol();
          response.on('data', (piece) => pieces.push(String(piece)));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, protocol, pieces }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  const own = { origin: `https://${host}`, 'sec-fetch-site': 'same-origin' };
  const signIn = (username: string, given: string, more: Pick<Asked, 'from' | 'headers'> = {}) => {
    const headers = { ...own, 'content-type': 'application/x-www-form-urlencoded', ...more.headers };
    return ask('/login', { method: 'POST', body: `username=${username}&password=${given}`, ...more, headers });
  };

  test('speaks TLS 1.3 and 1.2, insists on it, and names no version', async () => {
    const answer = await ask('/');
    expect([answer.status, answer.protocol]).toEqual([200, 'TLSv1.3']);
    expect((await ask('/', { maxVersion: 'TLSv1.2' })).protocol).toBe('TLSv1.2');
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{8}; includeSubDomains$/);
    expect(answer.headers.server).toBe('nginx');
    const plain = await new Promise<{ status?: number; location?: string }>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: ports.plain, path: '/villages?q=a', headers: { host } };
      plainRequest(options, ({ statusCode, headers }) => resolve({ status: statusCode, location: headers.location }))
        .on('error', reject)
        .end();
    });
    expect(plain).toEqual({ status: 301, location: `https://${host}/villages?q=a` });
  });

  test('a session’s cookie is bound to the host, and opens the desk', async () => {
    const cookie = String((await signIn('viewer', password)).headers['set-cookie']?.[0]);
    expect(cookie).toMatch(/^__Host-register=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await ask('/desk', { headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
  });

  test('guesses count for the address that they come from, whatever they say of it', async () => {
    const guess = (tries: number, from: string) =>
      signIn('jinze', 'a wrong guess', { from, headers: { 'x-forwarded-for': `203.0.113.${tries}` } });
    const told: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) told.push((await guess(tries, '127.0.0.3')).status);
    expect(told).toEqual([422, 422, 422, 422, 422, 429]);
    expect((await guess(0, '127.0.0.4')).status, 'from another address').toBe(422);
  });

  test('what is for operators is not for visitors', async () => {
    for (const address of ['/metrics', '/readyz']) expect((await ask(address)).status, address).toBe(404);
  });

  test('events come one by one, as they happen', async () => {
    const cookie = String((await signIn('liantang', password)).headers['set-cookie']?.[0]).split(';')[0] ?? '';
    await behind.all(
      `insert into import (id, account, role, townCode, fileName, size, bytes, state, startedAt, sheets, added, changed, unchanged, refused)
       values ('waits', 'liantang', 'town', '310118103', 'x.csv', 1, ?, 'reading', '2026-11-24', '[]', 0, 0, 0, 0)`,
      Buffer.from('a'),
    );
    const { status, pieces } = await ask('/imports/waits/progress', { headers: { cookie } });
    expect(status).toBe(200);
    expect(pieces.length).toBeGreaterThan(5);
  });

  test.each([
    ['as much as the register takes', 12 * 2 ** 20, 422],
    ['a byte more', 12 * 2 ** 20 + 1, 413],
    ['six photographs of a phone', 60 * 2 ** 20, 413],
  ])('%s is answered by the register itself, in words', async (_, length, status) => {
    const headers = { ...own, 'content-type': 'multipart/form-data; boundary=b' };
    const answer = await ask('/login', { method: 'POST', body: Buffer.alloc(length), headers });
    expect(answer.status).toBe(status);
    expect(answer.headers['x-request-id']).toBeDefined();
    expect(answer.pieces.join('')).toMatch(status === 413 ? /一次最多提交 12 MB/ : /无法识别/);
  });
});

/** A port of this machine that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
