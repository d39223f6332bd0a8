/** What the environment says, read and validated once when the program starts. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { registerFolder } from '#db/client.server.ts';
import { isPostgresUrl } from '#db/engine.ts';

/** A setting that keeps the program from starting. `variable` is its name in the environment. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';

  constructor(
    readonly variable: string,
    reason: string,
  ) {
    super(`环境变量 ${variable} ${reason}`);
  }
}

const SECRET_FILE = 'var/session-secret';

const wholeNumber = (from: number, to: number, problem: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, problem)
    .transform(Number)
    .refine((value) => value >= from && value <= to, problem);

const choice = <const T extends [string, ...string[]]>(values: T) => z.enum(values, `只能是 ${values.join('、')} 之一`);

function isHttpBase(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
}

const Environment = z.object({
  PORT: wholeNumber(0, 65535, '应为 0 到 65535 的整数').default(3000),
  HOST: z
    .string()
    .refine((host) => isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host), '应为主机名或 IP 地址')
    .default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(
      /^(file:[^?#]+|postgres(ql)?:\/\/.+)$/,
      '应为 file: 加数据库文件的路径，或 postgres:// 开头的 PostgreSQL 地址',
    )
    .default('file:var/registry.sqlite'),
  DATABASE_READ_URL: z
    .string()
    .refine((url) => isPostgresUrl(url) && URL.canParse(url), '应为 postgres:// 开头的 PostgreSQL 地址')
    .optional(),
  SESSION_SECRET: z.string().min(16, '至少要 16 个字符').optional(),
  DISTRICT_SECOND_FACTOR: choice(['optional', 'required']).default('optional'),
  REGISTRY_SEED: choice(['demo', 'facts']).default('demo'),
  LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  REPORT_FONT_DIR: z.string().optional(),
  TRUST_PROXY: wholeNumber(0, 10, '应为 0 到 10 的整数（前面代理的层数）').default(0),
  PUBLIC_URL: z.string().refine(isHttpBase, '应为 http:// 或 https:// 开头的网址').optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_AT: z
    .string()
    .regex(/^(off|([01]\d|2[0-3]):[0-5]\d)$/, '应为 HH:MM（北京时间）或 off')
    .default('02:30'),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, '至少要 16 个字符，不含空白')
    .optional(),
  DATA_LICENCE: z
    .string()
    .refine(isHttpBase, '应为许可协议的网址')
    .default('https://creativecommons.org/licenses/by/4.0/'),
  NODE_ENV: choice(['production', 'development', 'test']).default('production'),
});

export interface Config {
  port: number;
  host: string;
  /** Nobody but this machine can reach the address that is listened on. */
  isLoopback: boolean;
  databaseUrl: string;
  /** A read replica of it; null where there is none. */
  databaseReadUrl: string | null;
  sessionSecret: string;
  /** Whether accounts of the district must have a second factor before anything else. */
  districtSecondFactor: 'optional' | 'required';
  seed: 'demo' | 'facts';
  logLevel: string;
  /** A folder with an office's own fonts for printed reports; null where there is none. */
  reportFontDir: string | null;
  /** How many proxies in front may be believed about the client's address. */
  trustProxy: number;
  /** Base of the links that leave the register (QR codes), without a slash at its end. */
  publicUrl: string;
  /** Where the backups are kept. */
  backupFolder: string;
  /** When the nightly backup is made, `HH:MM` in Shanghai; null where it is not made by this program. */
  backupAt: string | null;
  /** What Prometheus must show to read the metrics; null where only this machine may. */
  metricsToken: string | null;
  /** Under which licence the open data are given, as its address. */
  dataLicence: string;
  mode: 'production' | 'development' | 'test';
}

/**
 * Reads the environment. Empty variables count as absent, as tools for containers write them.
 *
 * @param keptSecret gives the secret where none is set; asked on loopback only
 * @throws ConfigProblem with the name of the variable that is wrong or missing
 */
export function readConfig(env: Record<string, string | undefined>, keptSecret: () => string = keepSecret): Config {
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigProblem(String(issue?.path[0]), issue?.message ?? '');
  }
  const values = parsed.data;
  const isLoopback = isLoopbackHost(values.HOST);
  if (values.SESSION_SECRET === undefined && !isLoopback)
    throw new ConfigProblem('SESSION_SECRET', `没有设置：在 ${values.HOST} 上对外提供服务必须设置登录密钥`);
  return {
    port: values.PORT,
    host: values.HOST,
    isLoopback,
    databaseUrl: values.DATABASE_URL,
    databaseReadUrl: replicaOf(values),
    sessionSecret: values.SESSION_SECRET ?? keptSecret(),
    districtSecondFactor: values.DISTRICT_SECOND_FACTOR,
    seed: values.REGISTRY_SEED,
    logLevel: values.LOG_LEVEL,
    reportFontDir: values.REPORT_FONT_DIR ?? null,
    trustProxy: values.TRUST_PROXY,
    publicUrl: (values.PUBLIC_URL ?? httpAddress(values.HOST, values.PORT)).replace(/\/+$/, ''),
    backupFolder: path.resolve(values.BACKUP_DIR ?? path.join(registerFolder(values.DATABASE_URL), 'backups')),
    backupAt: values.BACKUP_AT === 'off' ? null : values.BACKUP_AT,
    metricsToken: values.METRICS_TOKEN ?? null,
    dataLicence: values.DATA_LICENCE,
    mode: values.NODE_ENV,
  };
}

function replicaOf(values: z.output<typeof Environment>): string | null {
  const { DATABASE_READ_URL: replica, DATABASE_URL: primary } = values;
  if (replica === undefined) return null;
  if (!isPostgresUrl(primary))
    throw new ConfigProblem(
      'DATABASE_READ_URL',
      '只能与 postgres:// 开头的 DATABASE_URL 一起使用：数据库文件没有只读副本',
    );
  if (replica === primary) throw new ConfigProblem('DATABASE_READ_URL', '与 DATABASE_URL 相同，应为只读副本的地址');
  return replica;
}

/** `http://host:port`, with the brackets that an IPv6 address needs. */
export function httpAddress(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** The secret of this machine: made once and kept, so that a restart signs nobody out. Readable by its owner only. */
export function keepSecret(file = SECRET_FILE): string {
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    // `wx` refuses an existing file: two programs that start together agree on one secret.
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32)
    throw new ConfigProblem('SESSION_SECRET', `没有设置，而 ${file} 里的密钥不完整，请删除该文件`);
  return secret;
}
