/** The command line: `npm run registry -- <verb>`. Results on standard output, one sentence on standard error. */
import { text } from 'node:stream/consumers';
import { ConfigProblem, readConfig } from '#app/http/config.server.ts';
import { runRegistry } from '#app/registry/run.server.ts';

const complain = (sentence: string) => process.stderr.write(`${sentence}\n`);

try {
  const { databaseUrl, backupFolder } = readConfig(process.env);
  process.exitCode = await runRegistry(
    process.argv.slice(2),
    {
      databaseUrl,
      backupFolder,
      now: new Date(),
      say: (line) => process.stdout.write(`${line}\n`),
      input: () => text(process.stdin),
    },
    complain,
  );
} catch (error) {
  if (!(error instanceof ConfigProblem)) throw error;
  complain(error.message);
  process.exitCode = 1;
}
