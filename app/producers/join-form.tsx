import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { SelectField, TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { CreditCodeField } from './credit-code-field.tsx';
import { AskToJoin } from './join.schema.ts';
import { producerKindOptions } from './producer.schema.ts';

interface JoinFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  towns: readonly { code: string; name: string }[];
  villages: readonly { code: string; name: string; townName: string }[];
}

/** What a producer says when it asks for an account; made for a phone. A doubtful code asks to be looked at again. */
export function JoinForm({ values, problems, towns, villages }: JoinFormProps) {
  const check = useFormCheck(AskToJoin, { values, problems });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} title="申请没有提交" />
      {values.again && <input type="hidden" name="again" value={values.again} />}
      <h2 className="mb-4 font-song text-xl font-bold">经营主体</h2>
      <TextField
        {...check.field('name')}
        label="名称"
        hint="按营业执照填写；家庭农场没有执照的填常用名称"
        width="full"
      />
      <SelectField {...check.field('kind')} label="类型" blank="请选择" options={producerKindOptions} />
      <CreditCodeField check={check} values={values} />
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
      <h2 className="mt-8 mb-4 font-song text-xl font-bold">联系人</h2>
      <TextField {...check.field('person')} label="联系人" hint="只有本主体、所属镇和区里能看到" autoComplete="name" />
      <TextField {...check.field('phone')} label="联系电话" inputMode="tel" autoComplete="tel" />
      <h2 className="mt-8 mb-4 font-song text-xl font-bold">登录账户</h2>
      <TextField
        {...check.field('username')}
        label="用户名"
        hint="3 至 30 个小写字母、数字或短横线，以字母开头"
        autoCapitalize="none"
        autoComplete="username"
      />
      <TextField
        {...check.field('password')}
        label="密码"
        hint="至少 10 个字符"
        type="password"
        autoComplete="new-password"
      />
      <TextField {...check.field('repeatPassword')} label="再填一次密码" type="password" autoComplete="new-password" />
      <TextArea {...check.field('note')} label="补充说明" optional rows={3} />
      <Actions>
        <Button>提交给镇农业农村办</Button>
      </Actions>
    </form>
  );
}
