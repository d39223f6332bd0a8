/** The pages of one's own second factor: to begin, to connect the authenticator, to keep and to end it. */
import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PasswordField } from '#app/ui/password-field.tsx';
import { CodeField } from './code-field.tsx';

interface FormProps {
  problems: readonly FieldProblem[];
}

const errorAt = (problems: readonly FieldProblem[], name: string) =>
  problems.find(({ path }) => path === name)?.message;

function OwnPassword({ problems }: FormProps) {
  return (
    <PasswordField
      name="currentPassword"
      label="现在的密码"
      autoComplete="current-password"
      required
      error={errorAt(problems, 'currentPassword')}
    />
  );
}

export function BeginForm({ problems }: FormProps) {
  return (
    <form method="post">
      <ErrorSummary problems={problems} title="没有开始设置" />
      <OwnPassword problems={problems} />
      <Actions>
        <Button name="intent" value="begin">
          开始设置
        </Button>
      </Actions>
    </form>
  );
}

interface ConnectFormProps extends FormProps {
  address: string;
  /** The same secret, to be typed in. */
  secretKey: string;
  /** A square code as the address of a picture. */
  qr: string;
}

export function ConnectForm({ problems, address, secretKey, qr }: ConnectFormProps) {
  return (
    <form method="post">
      <ErrorSummary problems={problems} title="还没有开启" />
      <ol className="mb-6 list-decimal space-y-4 pl-5">
        <li>
          <p>用手机上的验证器扫这个码。</p>
          <img src={qr} alt="验证器要扫的二维码" width={200} height={200} className="my-3 border border-line" />
          <p>
            正在用手机看本页？<a href={address}>在本机的验证器中打开</a>
          </p>
          <details className="mt-2">
            <summary className="cursor-pointer py-1 text-qing-700">扫不了，改为手工输入密钥</summary>
            <p className="mt-1">
              账户填本人的用户名，类型选“基于时间”，密钥是：
              <code className="block text-lg break-all">{secretKey.replace(/.{4}(?=.)/g, '$& ')}</code>
            </p>
          </details>
        </li>
        <li>把验证器上显示的 6 位数字填在下面。填对之后，从下次登录起就要验证码。</li>
      </ol>
      <CodeField error={errorAt(problems, 'oneTimeCode')} />
      <Actions>
        <Button name="intent" value="turn-on">
          开启二次验证
        </Button>
      </Actions>
    </form>
  );
}

/** Shown once, in large type for paper. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <Notice tone="success" title="请抄下或打印这些恢复码，它们只显示这一次">
      <p>手机不在身边或丢失时，用一个恢复码代替验证码登录，每个只能用一次。请像存折一样保管，不要存在同一部手机里。</p>
      <ul className="mt-3 grid max-w-md gap-x-6 gap-y-1 text-lg whitespace-nowrap sm:grid-cols-2" aria-label="恢复码">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

export function KeepForm({ problems }: FormProps) {
  return (
    <form method="post">
      <ErrorSummary problems={problems} title="没有更改" />
      <OwnPassword problems={problems} />
      <CodeField hint="验证器上的 6 位数字，或一个恢复码" error={errorAt(problems, 'oneTimeCode')} />
      <Actions>
        <Button name="intent" value="renew-codes">
          换一批恢复码
        </Button>
        <Button look="danger" name="intent" value="turn-off">
          关闭二次验证
        </Button>
      </Actions>
    </form>
  );
}
