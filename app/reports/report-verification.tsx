import { paths } from '#app/http/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FileField } from '#app/ui/field.tsx';
import { formatDay, formatInstant } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Corrections, IssuedNotice } from './verification-view.tsx';
import type { ReportVerification as Verified } from './verify-report.server.ts';

/** A file that somebody held against the kept ones, by its hash; `kept` is the identity of the one that it is. */
export interface Compared {
  hash: string;
  kept: string | null;
}

interface ReportVerificationProps {
  code: string;
  verification: Verified;
  compared: Compared | null;
  /** Why a file could not be compared. */
  refused: string | null;
}

/** What a code on a report leads to: which report it is, whether its ground is unaltered, and whether a file is the kept one. */
export function ReportVerification({ code, verification, compared, refused }: ReportVerificationProps) {
  const { state, kind, kindWord, title, scope, town, asOf, change, sealedAt, latest, differences } = verification;
  return (
    <Page title="核验结果" lead={<span className="break-all font-mono text-sm">{code}</span>}>
      <IssuedNotice what="报告" {...{ state, change }} corrections={differences.length} />
      <div className="mt-6 mb-10">
        <DefinitionList
          items={[
            { label: '报告', value: <a href={paths.report(kind, { town, asOf, change })}>{title}</a> },
            { label: '种类', value: kindWord },
            { label: '范围', value: scope },
            { label: '业务日期', value: formatDay(asOf) },
            { label: '登记版本', value: `第 ${change} 号`, note: `${formatInstant(sealedAt)}形成` },
          ]}
        />
        <p className="mt-4">请打开上面的报告，与手中的纸面逐项核对。</p>
      </div>
      <KeptPrints {...{ code, kept: verification.kept, compared, refused }} />
      <Corrections differences={differences} latest={latest} />
    </Page>
  );
}

function KeptPrints({
  code,
  kept,
  compared,
  refused,
}: Omit<ReportVerificationProps, 'verification'> & Pick<Verified, 'kept'>) {
  if (kept.length === 0)
    return (
      <Panel title="比对文件">
        <p>这份报告没有公开留存的文件，文件本身无从比对，请核对内容。</p>
      </Panel>
    );
  return (
    <Panel title="比对文件" lead="留存的文件各有一个指纹（SHA-256）。选择手中的 PDF，看它是否就是其中一个，一字不差。">
      {compared && <ComparisonNotice compared={compared} />}
      <ul className="my-4 grid gap-2">
        {kept.map(({ id, hash, office, madeAt }) => (
          <li key={id}>
            <a href={paths.keptReport(id)}>{formatInstant(madeAt)}出具</a>，{office}
            <span className="block break-all font-mono text-sm text-ink-soft">{hash}</span>
          </li>
        ))}
      </ul>
      <form method="post" action={paths.verify(code)} encType="multipart/form-data" className="screen-only">
        <FileField name="file" label="手中的 PDF" accept="application/pdf" error={refused ?? undefined} />
        <Button look="quiet">比对</Button>
      </form>
    </Panel>
  );
}

function ComparisonNotice({ compared: { hash, kept } }: { compared: Compared }) {
  return (
    <Notice
      tone={kept === null ? 'warning' : 'success'}
      title={kept === null ? '不是留存的文件' : '就是留存的文件，一字不差'}
    >
      {kept === null && '另存、批注或转换过的文件指纹也会变，请再核对内容。'}
      <span className="block break-all font-mono text-sm">所选文件的指纹 {hash}</span>
    </Notice>
  );
}
