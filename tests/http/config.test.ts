import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigProblem, keepSecret, readConfig } from '#app/http/config.server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'register-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const secret = 'a secret of the tests';
const read = (env: Record<string, string>) => readConfig(env, () => secret);

test('the defaults serve this machine only', () => {
  expect(read({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    isLoopback: true,
    databaseUrl: 'file:var/registry.sqlite',
    sessionSecret: secret,
    seed: 'demo',
    publicUrl: 'http://127.0.0.1:3000',
    trustProxy: 0,
  });
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['HOST', 'not a host'],
  ['DATABASE_URL', 'mysql://somewhere/register'],
  ['DATABASE_URL', 'file:'],
  ['DATABASE_READ_URL', 'replica.example:5432/register'],
  ['DATABASE_READ_URL', 'postgres://replica.example/register'],
  ['SESSION_SECRET', 'short'],
  ['REGISTRY_SEED', 'production'],
  ['DISTRICT_SECOND_FACTOR', 'yes'],
  ['LOG_LEVEL', 'loud'],
  ['TRUST_PROXY', 'yes'],
  ['PUBLIC_URL', 'register.example'],
  ['PUBLIC_URL', 'javascript:alert(1)'],
  ['NODE_ENV', 'staging'],
])('a wrong %s (%s) is named', (variable, value) => {
  const reading = () => read({ [variable]: value });
  expect(reading).toThrow(ConfigProblem);
  expect(reading).toThrow(variable);
});

test('a replica is one of another address of PostgreSQL', () => {
  const [DATABASE_URL, DATABASE_READ_URL] = ['postgres://primary/register', 'postgres://replica/register'];
  expect(read({ DATABASE_URL }).databaseReadUrl).toBeNull();
  expect(read({ DATABASE_URL, DATABASE_READ_URL }).databaseReadUrl).toBe(DATABASE_READ_URL);
  expect(() => read({ DATABASE_URL, DATABASE_READ_URL: DATABASE_URL })).toThrow('DATABASE_READ_URL');
});

test('an empty variable counts as absent', () => {
  expect(read({ PORT: '', PUBLIC_URL: '' }).port).toBe(3000);
});

test.each(['0.0.0.0', '::', '192.168.1.20', 'register.example', '127.example.com'])(
  'on %s a missing secret is refused and none is made',
  (host) => {
    const reading = () => readConfig({ HOST: host }, () => expect.fail('a secret was made'));
    expect(reading).toThrow('SESSION_SECRET');
  },
);

test.each(['127.0.0.1', '127.0.1.1', 'localhost', '::1'])('%s is this machine', (host) => {
  expect(read({ HOST: host }).isLoopback).toBe(true);
});

test('links follow PUBLIC_URL, else the address, IPv6 in brackets', () => {
  expect(read({ PUBLIC_URL: 'https://register.example/' }).publicUrl).toBe('https://register.example');
  expect(read({ HOST: '::1', PORT: '4000' }).publicUrl).toBe('http://[::1]:4000');
});

test('the kept secret is the same the next time and nobody else can read it', () => {
  const file = path.join(folder, 'var', 'session-secret');
  const made = keepSecret(file);
  expect(made).toMatch(/^[0-9a-f]{64}$/);
  expect(keepSecret(file)).toBe(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toBe(made);
});

test('a damaged secret is not used', () => {
  const file = path.join(folder, 'damaged');
  writeFileSync(file, '');
  expect(() => keepSecret(file)).toThrow('SESSION_SECRET');
});
