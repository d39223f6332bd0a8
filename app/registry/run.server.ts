import { type Surroundings, sentenceOf, verbs } from './verbs.server.ts';

/**
 * Runs `npm run registry -- <verb> …`.
 *
 * @param complain writes one sentence to standard error
 * @returns the exit status: 0 only on success
 */
export async function runRegistry(
  args: readonly string[],
  surroundings: Surroundings,
  complain: (sentence: string) => void,
): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === 'help') {
    surroundings.say('用法：npm run registry -- <命令>\n');
    for (const verb of Object.values(verbs)) surroundings.say(`  ${verb.usage}\n      ${verb.what}`);
    return 0;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) {
    complain(`没有 ${name} 这个命令，可用的有：${Object.keys(verbs).join('、')}`);
    return 1;
  }
  if (rest.includes('--help')) {
    surroundings.say(`用法：npm run registry -- ${verb.usage}\n${verb.what}`);
    return 0;
  }
  try {
    await verb.run(rest, surroundings);
    return 0;
  } catch (error) {
    complain(sentenceOf(error));
    return 1;
  }
}
