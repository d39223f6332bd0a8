import { readFileSync } from 'node:fs';

/** The version of the program as its package states it. */
export function programVersion(): string {
  const stated: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
  const version = typeof stated === 'object' && stated !== null ? Reflect.get(stated, 'version') : null;
  return typeof version === 'string' ? version : '不详';
}
