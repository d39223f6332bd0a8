import { paths } from '#app/http/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { TextField } from '#app/ui/field.tsx';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { type joinOf, unusualEnd } from './certificate.rules.ts';
import { termWords } from './certificate-tags.tsx';
import type { HandedIn } from './handed-in.repository.server.ts';
import { schemes } from './scheme.rules.ts';

interface CertificateReviewProps {
  certificate: HandedIn;
  /** Whether its number has the usual form of its scheme. */
  usual: boolean;
  /** The accepted certificate that has its number already; null where there is none. */
  registered: string | null;
  /** How it joins the certificate that it renews. */
  join: (ReturnType<typeof joinOf> & { number: string }) | null;
  latest: number;
  problem: string | null;
  /** The reason of a return that was refused, as typed. */
  reason: string | undefined;
}

/** A certificate that was handed in beside its scan, what to look at twice, and the town's two answers. */
export function CertificateReview(props: CertificateReviewProps) {
  const { certificate, usual, registered, join, latest, problem, reason } = props;
  const { scheme, number, firmCode, productName, producerName, approvedOutput, attachmentHash, attachmentName } =
    certificate;
  const usualTo = unusualEnd(certificate);
  return (
    <>
      {problem !== null && <Notice tone="error">{problem}</Notice>}
      {!usual && <Notice tone="warning">编号与{schemes[scheme].word}常见的样子不同，请对照扫描件核对。</Notice>}
      {registered !== null && (
        <Notice tone="warning">
          同一编号的证书<a href={paths.certificate(registered)}>已经登记并通过</a>，不能再通过一次。
        </Notice>
      )}
      {usualTo !== null && (
        <Notice tone="warning">
          {schemes[scheme].word}的有效期通常到{formatDay(usualTo)}为止，请对照扫描件核对。
        </Notice>
      )}
      {attachmentHash === null && <Notice tone="warning">没有上传扫描件，无从核对。</Notice>}
      {join?.kind === 'gap' && (
        <Notice tone="warning">
          与前一张（{join.number}）之间有空档：{formatDay(join.from)}至{formatDay(join.to)}没有证书。
        </Notice>
      )}
      {join?.kind === 'overlap' && <Notice tone="warning">与前一张（{join.number}）的有效期重叠。</Notice>}
      <Panel title="提交的内容">
        <DefinitionList
          columns={2}
          items={[
            { label: '种类', value: schemes[scheme].word },
            { label: '编号', value: number },
            { label: '企业信息码', value: firmCode ?? '未填写' },
            { label: '产品', value: productName },
            { label: '持证主体', value: producerName },
            { label: '有效期', value: termWords(certificate) },
            { label: '核准产量', value: approvedOutput === null ? '未载明' : `${formatNumber(approvedOutput)} 吨/年` },
            {
              label: '扫描件',
              value:
                attachmentHash === null ? (
                  '没有上传'
                ) : (
                  <a href={paths.attachment(attachmentHash)}>{attachmentName ?? '查看'}</a>
                ),
            },
          ]}
        />
      </Panel>
      <Panel title="答复">
        <form method="post" className="mb-8">
          <input type="hidden" name="change" value={latest} />
          <Button name="intent" value="accept">
            通过并公开
          </Button>
        </form>
        <form method="post">
          <input type="hidden" name="change" value={latest} />
          <TextField
            name="reason"
            label="退回的原因"
            hint="对方会看到，可修改后重新提交"
            width="full"
            defaultValue={reason}
          />
          <Button look="quiet" name="intent" value="return">
            退回
          </Button>
        </form>
      </Panel>
    </>
  );
}
