import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { eventWords } from '#app/certificates/certificate.fields.ts';
import { nextEvents } from '#app/certificates/certificate.rules.ts';
import { DecideCertificate } from '#app/certificates/certificate.schema.ts';
import { decideCertificate } from '#app/certificates/hand-in.server.ts';
import { getHandedIn, listEvents } from '#app/certificates/handed-in.repository.server.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { DateField, RadioGroup, TextField } from '#app/ui/field.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

const ofTown = { town: async ({ register, params }: SignedVisit) => (await getHandedIn(register, params.id)).townCode };

export const loader = reads('certificate.suspend', ofTown, async ({ register, params, view }) => {
  const { id, number } = await getHandedIn(register, params.id);
  return { id, number, kinds: nextEvents(await listEvents(register, id)), today: view.today };
});

export const action = writes('certificate.suspend', ofTown, async ({ form, register, reader, params, now }) => {
  const id = params.id ?? '';
  await decideCertificate(register, { id, form: form(DecideCertificate), account: reader.username, at: now });
  return redirect(paths.certificate(id));
});

export const meta: MetaFunction = () => pageTitle('处置证书');

export default function Decide() {
  const { id, number, kinds, today } = useLoaderData<typeof loader>();
  const { values, problems } = formState(useActionData<typeof action>(), { kept: null, stored: { day: today } });
  const errorOf = (name: string) => problems.find(({ path }) => path === name)?.message;
  return (
    <Page title={`处置证书 ${number}`} width="form" crumbs={[{ href: paths.certificate(id), label: number }]}>
      {kinds.length === 0 ? (
        <p>这张证书已撤销，不能再作处置。</p>
      ) : (
        <form method="post">
          <ErrorSummary problems={problems} title="处置没有保存" />
          <RadioGroup
            name="kind"
            label="处置"
            choices={kinds.map((value) => ({ value, label: eventWords[value] }))}
            defaultValue={values.kind}
            error={errorOf('kind')}
          />
          <DateField
            name="day"
            label="日期"
            hint="从这一天起"
            max={today}
            defaultValue={values.day}
            error={errorOf('day')}
          />
          <TextField name="reason" label="原因" width="full" defaultValue={values.reason} error={errorOf('reason')} />
          <Actions>
            <Button>保存处置</Button>
          </Actions>
        </form>
      )}
    </Page>
  );
}
