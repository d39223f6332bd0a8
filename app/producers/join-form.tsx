import { NewPasswordFields } from '#app/accounts/new-password-fields.tsx';
import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { CheckboxField, SelectField, TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { useSteps } from '#app/ui/use-steps.ts';
import { CreditCodeField } from './credit-code-field.tsx';
import { producerKindOptions } from './producer.fields.ts';

interface JoinFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  towns: readonly { code: string; name: string }[];
  villages: readonly { code: string; name: string; townName: string }[];
}

/**
 * What a producer says when it asks for an account; made for a phone, where it comes in four steps. A doubtful code asks
 * to be looked at again.
 */
export function JoinForm({ values, problems, towns, villages }: JoinFormProps) {
  const check = useFormCheck(async () => (await import('./join.schema.ts')).AskToJoin, { values, problems });
  const groups = [
    { title: '经营主体', fields: <Organisation {...{ check, values }} /> },
    { title: '所在地', fields: <Place {...{ check, towns, villages }} /> },
    { title: '联系人', fields: <Contact check={check} /> },
    { title: '登录账户', fields: <Account check={check} /> },
  ];
  const steps = useSteps(groups.length, check.problems.length > 0);
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} title="申请没有提交" />
      {values.again && <input type="hidden" name="again" value={values.again} />}
      {steps.words !== null && <p className={`mb-2 text-sm text-ink-soft ${steps.wordsClass}`}>{steps.words}</p>}
      {groups.map(({ title, fields }, place) => (
        <section key={title} hidden={!steps.shows(place)} className={`mb-8 ${steps.classOf(place)}`}>
          <h2 className="mb-4 font-song text-xl font-bold outline-none" {...steps.headingOf(place)}>
            {title}
          </h2>
          {fields}
        </section>
      ))}
      <Actions>
        {steps.isLast ? (
          <Button>提交给镇农业农村办</Button>
        ) : (
          <Button type="button" onClick={steps.next ?? undefined}>
            下一步
          </Button>
        )}
        {steps.back !== null && (
          <Button type="button" look="quiet" onClick={steps.back}>
            上一步
          </Button>
        )}
      </Actions>
    </form>
  );
}

type Check = ReturnType<typeof useFormCheck>;

function Organisation({ check, values }: { check: Check; values: JoinFormProps['values'] }) {
  return (
    <>
      <TextField
        {...check.field('name')}
        label="名称"
        hint="按营业执照填写；家庭农场没有执照的填常用名称"
        width="full"
      />
      <SelectField {...check.field('kind')} label="类型" blank="请选择" options={producerKindOptions} />
      <CreditCodeField check={check} values={values} />
    </>
  );
}

function Place({ check, towns, villages }: { check: Check } & Pick<JoinFormProps, 'towns' | 'villages'>) {
  return (
    <>
      <SelectField
        {...check.field('townCode')}
        label="所属镇"
        blank="请选择"
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <SelectField
        {...check.field('villageCode')}
        label="所在村"
        optional
        blank="不填"
        options={villages.map(({ code, name, townName }) => ({ value: code, label: `${townName} ${name}` }))}
      />
    </>
  );
}

function Contact({ check }: { check: Check }) {
  return (
    <>
      <TextField {...check.field('person')} label="联系人" hint="只有本主体、所属镇和区里能看到" autoComplete="name" />
      <TextField {...check.field('phone')} label="联系电话" inputMode="tel" autoComplete="tel" />
      <TextArea {...check.field('note')} label="补充说明" optional rows={3} />
      <CheckboxField
        {...check.tick('consent')}
        label="同意镇农业农村办和区里为登记、产品和证书的事项与我联系"
        hint="联系人和电话只用来核实和办理这些事项，不公开，不给别人，以后随时可以删除。不同意的请不要在网上填写，到所属镇农业农村办当面登记。"
      />
    </>
  );
}

function Account({ check }: { check: Check }) {
  return (
    <>
      <TextField
        {...check.field('username')}
        label="用户名"
        hint="3 至 30 个小写字母、数字或短横线，以字母开头"
        autoCapitalize="none"
        autoComplete="username"
      />
      <NewPasswordFields check={check} name="password" noun="密码" />
    </>
  );
}
