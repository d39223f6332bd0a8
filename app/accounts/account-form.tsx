import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { SelectField, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { firstPasswordDays, roleWords } from './account.fields.ts';
import { PasswordMeter } from './password-meter.tsx';

interface AccountFormProps {
  towns: readonly { code: string; name: string }[];
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

export function AccountForm({ towns, values, problems }: AccountFormProps) {
  const check = useFormCheck(async () => (await import('./account.schema.ts')).AddAccount, { values, problems });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} title="账户没有新增" />
      <input type="hidden" name="intent" value="add" />
      <TextField
        {...check.field('username')}
        label="用户名"
        hint="小写字母、数字或短横线，以字母开头"
        autoComplete="off"
      />
      <TextField {...check.field('name')} label="姓名或单位" autoComplete="off" />
      <SelectField
        {...check.field('role')}
        label="角色"
        blank="请选择"
        options={Object.entries(roleWords).map(([value, label]) => ({ value, label }))}
      />
      <SelectField
        {...check.field('townCode')}
        label="所属镇"
        hint="只有镇农业农村办的账户需要选"
        blank="不属于某个镇"
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <PasswordMeter>
        <TextField
          {...check.field('password')}
          label="初始密码"
          hint={`至少 12 个字符，请当面或电话告知本人；${firstPasswordDays} 天内有效，本人第一次登录时须更改`}
          autoComplete="off"
        />
      </PasswordMeter>
      <Actions>
        <Button>新增账户</Button>
      </Actions>
    </form>
  );
}
