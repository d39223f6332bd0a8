import { paths } from '#app/http/paths.ts';
import { formatDay, formatInstant } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';
import type { SheetDifference } from './village-sheet.rules.ts';
import type { Verification } from './village-sheet.server.ts';
import { VillageSheetView } from './village-sheet-view.tsx';

/** What a code on paper leads to: whether the page says what the register said, and what was corrected since. */
export function VerificationView({ code, verification }: { code: string; verification: Verification }) {
  if (verification.state === 'unknown') return <UnknownCode code={code} />;
  const { state, printed, village, asOf, change, printedAt, latest, differences } = verification;
  return (
    <Page title="核验结果" lead={<span className="break-all font-mono text-sm">{code}</span>}>
      {state === 'valid' ? (
        <Notice tone="success" title="有效">
          本页确由本登记簿出具，内容与今天登记的一致。
        </Notice>
      ) : (
        <Notice tone="warning" title="有效，其后有更正">
          本页确由本登记簿出具。其后登记簿就同一业务日期作过更正，共 {differences.length} 处，见下表。
        </Notice>
      )}
      <p className="mt-4">
        《{printed.title}》，业务日期 {formatDay(asOf)}，登记版本第 {change} 号（{formatInstant(printedAt)}
        形成）。请与手中的纸面逐项核对。
        <a href={paths.village(village, { asOf })}>查看该村现在的登记</a>
      </p>
      <Corrections differences={differences} latest={latest} />
      <h2 className="mt-10 font-song text-2xl">{printed.title}</h2>
      <VillageSheetView sheet={printed} />
    </Page>
  );
}

/** That a code was issued here and its ground is unaltered. `what`: 报告, 台账. */
export function IssuedNotice({
  what,
  state,
  change,
  corrections,
}: {
  what: string;
  state: 'valid' | 'corrected';
  change: number;
  corrections: number;
}) {
  const proven = `${what}确由本登记簿出具，核验码与到第 ${change} 号为止的登记历史的哈希相符`;
  if (state === 'valid')
    return (
      <Notice tone="success" title="有效">
        {proven}，内容与今天登记的一致。
      </Notice>
    );
  return (
    <Notice tone="warning" title="有效，其后有更正">
      {proven}。其后登记簿就同一业务日期作过更正，共 {corrections} 处，见下表。
    </Notice>
  );
}

/** What the same page says otherwise now; nothing where it says the same. */
export function Corrections({ differences, latest }: { differences: readonly SheetDifference[]; latest: number }) {
  if (differences.length === 0) return null;
  return (
    <Panel title="其后的更正" lead={`与第 ${latest} 号登记版本相比`}>
      <DataTable
        caption="其后的更正"
        hideCaption
        rows={differences}
        rowKey={({ label }) => label}
        columns={[
          { key: 'label', header: '内容', rowHeader: true, cell: ({ label }) => label },
          { key: 'printed', header: '出具时', prose: true, cell: (line) => line.printed },
          { key: 'now', header: '现在', prose: true, cell: (line) => line.now },
        ]}
      />
    </Panel>
  );
}

function UnknownCode({ code }: { code: string }) {
  return (
    <Page title="核验结果" lead={<span className="break-all font-mono text-sm">{code}</span>}>
      <Notice tone="error" title="查无此页">
        本登记簿没有出具过带这个核验码的页面。请核对是否抄错；如扫码到此，请勿采信手中的纸面，并向出示方或当地镇农业农村办核实。
      </Notice>
    </Page>
  );
}
