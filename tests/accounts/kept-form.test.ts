/** What is kept of a form whose session ran out, and for whom. */
import { expect, test } from 'vitest';
import { findKeptForm, insertKeptForm } from '#app/accounts/session.repository.server.ts';
import { withoutSecrets } from '#app/http/forms.server.ts';
import { emptyRegister } from '#tests/support/database.ts';

test('passwords and codes are never kept, whatever their field is called', () => {
  const typed = {
    username: 'a',
    oneTimeCode: 'abcd-efgh-jkmn',
    password: 'x',
    currentPassword: 'y',
    newPassword: 'z',
    repeatPassword: 'z',
  };
  expect(withoutSecrets(typed)).toEqual({ username: 'a' });
});

test('what somebody typed is found by himself alone', async () => {
  const db = await emptyRegister();
  const kept = { id: 'k', username: 'liantang', path: '/x', fields: '{}', keptAt: '2026-11-24T08:00:00.000Z' };
  await insertKeptForm(db, kept);
  expect(await findKeptForm(db, 'k', 'liantang')).toEqual(kept);
  expect(await findKeptForm(db, 'k', 'jinze')).toBeUndefined();
});
