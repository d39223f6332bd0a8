import { invalid } from '#app/problem.ts';
import { isGuessable } from './password.rules.ts';

/**
 * Refuses a new password that would be guessed early. Asked on the server alone: the list is larger than every script of
 * the pages together, and is loaded when somebody first signs in or chooses a password.
 *
 * @param own what belongs to the account: its username, its name
 * @throws Problem `invalid` at the field
 */
export async function refuseGuessable(password: string, own: readonly string[], field: string): Promise<void> {
  if (await isGuessedEarly(password, own))
    throw invalid([
      {
        path: field,
        message: '这个密码太常见，或只是用户名、单位名称加上数字，很容易被猜到。请用几个不相干的词连在一起',
      },
    ]);
}

/** The same of a password that was chosen before, perhaps before there was a rule. */
export async function isGuessedEarly(password: string, own: readonly string[]): Promise<boolean> {
  return isGuessable(password, { common: await commonPasswords(), own });
}

let loaded: Promise<ReadonlySet<string>> | undefined;

/** Passwords that many people use, lower case. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return loaded;
}
