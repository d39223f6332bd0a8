import { paths } from '#app/http/paths.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatDay, formatInstant } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { Corrections, IssuedNotice } from './verification-view.tsx';
import type { LedgerVerification as Verified } from './verify-ledger.server.ts';

/** What a code on a ledger leads to: which ledger it is, whether its ground is unaltered, what was corrected since. */
export function LedgerVerification({ code, verification }: { code: string; verification: Verified }) {
  const { state, ledger, title, scope, rows, town, year, asOf, change, sealedAt, latest, differences } = verification;
  return (
    <Page title="核验结果" lead={<span className="break-all font-mono text-sm">{code}</span>}>
      <IssuedNotice what="台账" {...{ state, change }} corrections={differences.length} />
      <div className="mt-6 mb-10">
        <DefinitionList
          items={[
            { label: '台账', value: <a href={paths.ledger(ledger, { town, year, asOf, change })}>{title}</a> },
            { label: '范围', value: scope },
            { label: '行数', value: `${rows} 行` },
            { label: '业务日期', value: formatDay(asOf) },
            { label: '登记版本', value: `第 ${change} 号`, note: `${formatInstant(sealedAt)}形成` },
          ]}
        />
        <p className="mt-4">请打开上面的台账，与手中的纸面或表格逐行核对。</p>
      </div>
      <Corrections differences={differences} latest={latest} />
    </Page>
  );
}
