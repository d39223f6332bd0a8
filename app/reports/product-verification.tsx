import { StateTag } from '#app/certificates/certificate-tags.tsx';
import { paths } from '#app/http/paths.ts';
import { spacedCode, tidyCode } from '#app/products/label.rules.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatDay } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { ProductVerification as Verified } from './verify-product.server.ts';

interface ProductVerificationProps {
  code: string;
  product: Verified;
  demo: boolean;
}

/** What somebody who scanned a bag of rice sees: whether it is true, in a word, and then what it is. */
export function ProductVerification({ code, product, demo }: ProductVerificationProps) {
  const { name, producer, town, brand, villages, certificates, picture } = product;
  return (
    <Page
      title={name}
      kicker="产品核验"
      lead={<span className="font-mono text-sm">核验码 {spacedCode(tidyCode(code))}</span>}
    >
      {demo && (
        <Notice tone="warning" title="演示数据">
          这是试用的数据，不是真实的产品。
        </Notice>
      )}
      <Verdict product={product} />
      {picture !== null && (
        <img
          src={paths.picture(picture)}
          alt={name}
          className="mb-8 aspect-4/3 w-full max-w-md bg-paper-deep object-cover"
        />
      )}
      <Panel title="产品">
        <DefinitionList
          items={[
            { label: '经营主体', value: producer },
            { label: '品牌', value: brand ?? '没有登记品牌' },
            { label: '产地', value: `${town}${villages.join('、')}` },
          ]}
        />
      </Panel>
      {certificates.length > 0 && (
        <Panel title="证书">
          <ul className="grid gap-3">
            {certificates.map(({ scheme, number, state, validTo }) => (
              <li key={number}>
                <StateTag state={state} /> {scheme}
                <span className="block text-sm text-ink-soft">
                  {number}，{validTo === null ? '长期有效' : `有效期至${formatDay(validTo)}`}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  );
}

function Verdict({ product: { state, certificates, reason } }: { product: Verified }) {
  if (state === 'revoked')
    return (
      <Notice tone="error" title="核验码已停用">
        请勿采信标签，并向出示方或当地镇农业农村办核实。
      </Notice>
    );
  if (state === 'withdrawn')
    return (
      <Notice tone="warning" title="已撤下">
        这个产品已不再登记销售{reason !== null && `：${reason}`}。
      </Notice>
    );
  const states = certificates.map((certificate) => certificate.state);
  if (states.some((each) => each === 'valid' || each === 'ends-soon'))
    return (
      <Notice tone="success" title="有效">
        产品已经镇里审核，证书今天有效。
      </Notice>
    );
  if (states.includes('suspended'))
    return (
      <Notice tone="warning" title="已暂停">
        产品已经镇里审核，证书已暂停。
      </Notice>
    );
  if (states.includes('revoked'))
    return (
      <Notice tone="error" title="已撤销">
        产品已经镇里审核，证书已撤销。
      </Notice>
    );
  if (states.includes('expired'))
    return (
      <Notice tone="warning" title="已过期">
        产品已经镇里审核，证书已过期。
      </Notice>
    );
  return <Notice title="没有证书">产品已经镇里审核，没有登记证书。</Notice>;
}
