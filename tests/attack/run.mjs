/**
 * `npm run attack`: Debian's sqlmap, wapiti and nikto against the built register with its demonstration, on a scratch
 * database and on this machine alone, signed out and signed in. What they say is kept in a folder to be judged by a person
 * (app/SECURITY.md); the status is not zero where sqlmap finds an injection, or the register answered 500 or died.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The tools are Debian's, not npm's. @type {Record<'sqlmap' | 'wapiti' | 'nikto', string>} */
const tools = { sqlmap: 'sqlmap', wapiti: 'wapiti', nikto: 'nikto' };

/** Seconds that one run of a tool may take; wapiti takes more. */
const longest = Number(process.env.ATTACK_SECONDS ?? 120);
/** How many places and spellings sqlmap tries, 1 to 5: at 2 every address ends within its time, at 3 few do. */
const level = process.env.ATTACK_LEVEL ?? '2';
/** Which tools are asked. */
const chosen = (process.env.ATTACK_TOOLS ?? 'sqlmap,wapiti,nikto').split(',');

const folder = mkdtempSync(path.join(tmpdir(), 'register-attack-'));
const server = spawn(process.execPath, ['build/server/entry.node.js'], {
  env: {
    ...process.env,
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', REGISTRY_SEED: 'demo' },
    SESSION_SECRET: 'for an attack on this machine alone',
    DATABASE_URL: `file:${path.join(folder, 'register.sqlite')}`,
  },
});
let log = '';
server.stderr.on('data', (lines) => {
  log += String(lines);
});
/** @type {string} */
const url = await new Promise((resolve, reject) => {
  server.stdout.on('data', (line) => {
    const address = /http:\S+/.exec(String(line))?.[0];
    if (address) resolve(address);
  });
  server.once('exit', () => reject(new Error(log)));
});

const cookie = await signIn('zhujiajiao');
const shielded = await shield(['/logout', '/account']);
const findings = [];
for (const [who, sent] of /** @type {const} */ ([
  ['signed-out', ''],
  ['signed-in', cookie],
])) {
  const queries = [
    ...[
      '/villages?q=a&town=310118102&level=city&retention=retained&sort=name&page=1',
      '/titles?town=310118103&stage=named&page=1',
    ],
    ...['/products?q=a&category=grain&town=310118102&page=1', '/changes?village=a&kind=seed&before=9&account=coop'],
    ...['/api/v1/villages?q=a&town=310118102&limit=5&cursor=a', '/exports/villages.csv?q=a&sort=name', '/verify/v1'],
  ];
  for (const [index, query] of queries.entries()) {
    const options = [
      '--batch',
      `--level=${level}`,
      '--risk=1',
      '--technique=BEUS',
      // What other engines would understand cannot work here, and takes most of the time.
      '--dbms=SQLite',
      '--flush-session',
      '--disable-coloring',
    ];
    if (sent) options.push(`--cookie=${sent}`, '--skip=cookie');
    const text = await run('sqlmap', `${who}-${index}`, [
      '-u',
      url + query,
      `--output-dir=${folder}/sqlmap`,
      ...options,
    ]);
    if (/is vulnerable|identified the following injection/i.test(text)) findings.push(`sqlmap ${who} ${query}`);
  }
  // Without ssrf and xxe, which ask a server outside.
  const modules = [
    '-m',
    'backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,permanentxss,redirect,sql,xss',
  ];
  const scope = [
    '--scope',
    'folder',
    '-d',
    '3',
    ...['--max-scan-time', String(longest / 4), '--max-attack-time', String(longest / 8)],
    // A busy machine takes longer for a page than wapiti's six seconds, and a page that it gave up leads nowhere.
    ...['-t', '30'],
    ...queries.flatMap((query) => ['-s', shielded.url + query]),
    '--max-links-per-page',
    '30',
    '--flush-session',
  ];
  const head = sent ? ['-H', `Cookie: ${sent}`] : [];
  await run('wapiti', who, [
    ...modules,
    '-u',
    `${shielded.url}/`,
    ...scope,
    ...head,
    '-f',
    'txt',
    '-o',
    path.join(folder, `wapiti-${who}.report.txt`),
  ]);
  const header = sent ? ['-O', `STATIC-COOKIE=${sent.replace('=', '"="')}`] : [];
  await run('nikto', who, ['-h', url, '-maxtime', `${longest}s`, '-nointeractive', ...header]);
}

writeFileSync(path.join(folder, 'register.log'), log);
const faults = log.split('\n').filter((line) => /"status":5\d\d/.test(line));
const alive = (await fetch(`${url}/healthz`).catch(() => null))?.status === 200;
process.stdout.write(
  `\n${findings.length} 处注入，${faults.length} 次服务端错误，服务${alive ? '仍在' : '已停'}；记录在 ${folder}\n${[...findings, ...faults.slice(0, 20)].join('\n')}\n`,
);
server.kill('SIGTERM');
shielded.close();
process.exitCode = findings.length === 0 && faults.length === 0 && alive ? 0 : 1;

/**
 * Runs a tool within its time, and keeps what it says.
 * @param {keyof typeof tools} name
 * @param {string} who
 * @param {string[]} args
 */
async function run(name, who, args) {
  if (!chosen.includes(name)) return '';
  process.stdout.write(`${name} ${who} …\n`);
  // wapiti and nikto end by themselves when their time is up, and write their report only then: wapiti after each attack's.
  const timeout = (name === 'wapiti' ? 4 * longest : name === 'nikto' ? longest + 60 : longest) * 1000;
  // Not synchronously: the register would stand still as soon as nobody reads its log.
  const { missing, cut, text } = await new Promise((resolve) => {
    execFile(tools[name], args, { timeout, maxBuffer: 2 ** 27 }, (error, out, complaints) =>
      resolve({ missing: error?.code === 'ENOENT', cut: error?.killed === true, text: out + complaints }),
    );
  });
  if (missing) process.stdout.write(`  没有安装 ${name}，略过\n`);
  if (cut) process.stdout.write('  时间到，没有做完\n');
  writeFileSync(path.join(folder, `${name}-${who}.txt`), text);
  return text;
}

/**
 * The register without the addresses that would end the session or change its password. wapiti presses every button, and
 * Debian's version fails over its own option to leave an address out.
 * @param {string[]} closed
 */
async function shield(closed) {
  const front = createServer((request, response) => {
    if (closed.includes(String(request.url).split('?')[0] ?? '')) return response.writeHead(404).end();
    const { method } = request;
    // As a browser says of the register's own pages: what comes from elsewhere would be refused at the door.
    const headers = { ...request.headers, 'sec-fetch-site': 'same-origin' };
    const asked = httpRequest(url + request.url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    request.pipe(asked);
  });
  await new Promise((resolve) => front.listen(0, '127.0.0.1', () => resolve(null)));
  const address = front.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      front.closeAllConnections();
      front.close();
    },
  };
}

/** @param {string} username */
async function signIn(username) {
  const body = new URLSearchParams({ username, password: 'qingxi-demo-2025' });
  const headers = { origin: url, 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${url}/login`, { method: 'POST', redirect: 'manual', headers, body });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
