import { Actions, Button } from '#app/ui/button.tsx';
import { formatInstant } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Panel } from '#app/ui/panel.tsx';

interface CalendarAddressProps {
  /** The address that was made just now; it is shown this once. */
  address: string | null;
  /** When the present address was made; null where there is none. */
  madeAt: string | null;
  revoked: boolean;
}

/** An account's calendar address: made, made anew, revoked. */
export function CalendarAddress({ address, madeAt, revoked }: CalendarAddressProps) {
  return (
    <>
      {revoked && <Notice tone="success">订阅地址已停用，已订阅的日历不再更新。</Notice>}
      {address !== null && (
        <Notice tone="success" title="订阅地址已生成，只显示这一次">
          <p>请复制到手机或电脑的日历里：</p>
          <code id="calendar-address" className="my-2 block break-all bg-white px-3 py-2 select-all">
            {address}
          </code>
          <p>知道这个地址的人都能看到日历，请勿转发。</p>
        </Notice>
      )}
      <Panel title="订阅地址">
        <p className="mb-4">
          {madeAt === null
            ? '还没有订阅地址。'
            : `现在的地址生成于${formatInstant(madeAt)}。忘记了地址可以重新生成，原来的随即停用。`}
        </p>
        <form method="post">
          <Actions>
            <Button name="intent" value="renew">
              {madeAt === null ? '生成订阅地址' : '重新生成'}
            </Button>
            {madeAt !== null && (
              <Button name="intent" value="revoke" look="danger">
                停用
              </Button>
            )}
          </Actions>
        </form>
      </Panel>
      <Panel title="怎样订阅">
        <ul className="list-disc pl-5">
          <li>苹果手机：日历，添加日历，添加订阅日历，粘贴地址。</li>
          <li>Outlook：添加日历，从 Web 订阅，粘贴地址。</li>
          <li>其他日历：找“订阅日历”或“通过网址添加”。</li>
        </ul>
      </Panel>
    </>
  );
}
