import { type Pin, paths } from '#app/http/paths.ts';
import { FilterForm, FilterSelect, FilterText } from '#app/ui/filter-form.tsx';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import type { Certificate } from './certificate.repository.server.ts';
import { type CertificateState, certificateStateWords } from './certificate.rules.ts';
import type { CertificateQuery } from './certificate.schema.ts';
import { StateTag } from './certificate-tags.tsx';
import { schemeNames, schemes } from './scheme.rules.ts';

export interface ListedCertificate extends Certificate {
  state: CertificateState;
}

interface CertificateTableProps {
  certificates: readonly ListedCertificate[];
  pin: Pin;
  empty?: string;
}

/** Certificates, those that end first on top. */
export function CertificateTable({ certificates, pin, empty = '没有符合条件的证书。' }: CertificateTableProps) {
  return (
    <DataTable
      caption="证书"
      hideCaption
      rows={certificates}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          key: 'number',
          header: '证书编号',
          rowHeader: true,
          cell: ({ id, number }) => <a href={paths.certificate(id, { ...pin })}>{number}</a>,
        },
        { key: 'scheme', header: '种类', cell: ({ scheme }) => schemes[scheme].word },
        {
          key: 'product',
          header: '产品',
          cell: ({ productId, productName }) => <a href={paths.product(productId, { ...pin })}>{productName}</a>,
        },
        {
          key: 'producer',
          header: '持证主体',
          cell: ({ producerId, producerName }) => <a href={paths.producer(producerId, { ...pin })}>{producerName}</a>,
        },
        { key: 'state', header: '状态', cell: ({ state }) => <StateTag state={state} /> },
        { key: 'end', header: '有效期至', cell: ({ validTo }) => (validTo === null ? '长期' : formatDay(validTo)) },
        {
          key: 'approved',
          header: '核准产量',
          unit: '吨/年',
          align: 'end',
          cell: ({ approvedOutput }) => (approvedOutput === null ? '—' : formatNumber(approvedOutput)),
        },
      ]}
    />
  );
}

interface CertificateFiltersProps {
  query: CertificateQuery;
  towns: readonly { code: string; name: string }[];
  pin: Pin;
}

export function CertificateFilters({ query, towns, pin }: CertificateFiltersProps) {
  const { q, scheme, town, state } = query;
  return (
    <FilterForm
      action={paths.certificates()}
      label="筛选证书"
      clearHref={paths.certificates({ ...pin })}
      filtered={q !== '' || [scheme, town, state].some((each) => each !== undefined)}
    >
      <FilterText name="q" label="编号、产品或持证主体" value={q} />
      <FilterSelect
        name="scheme"
        label="种类"
        value={scheme}
        options={schemeNames.map((value) => ({ value, label: schemes[value].word }))}
      />
      <FilterSelect
        name="town"
        label="镇"
        value={town}
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FilterSelect
        name="state"
        label="状态"
        value={state}
        options={Object.entries(certificateStateWords).map(([value, label]) => ({ value, label }))}
      />
      {pin.asOf !== undefined && <input type="hidden" name="asOf" value={pin.asOf} />}
      {pin.change !== undefined && <input type="hidden" name="change" value={pin.change} />}
    </FilterForm>
  );
}
