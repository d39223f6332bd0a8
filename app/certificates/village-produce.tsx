import { type Pin, paths } from '#app/http/paths.ts';
import { categoryWords } from '#app/producers/category.ts';
import type { Product } from '#app/products/product.repository.server.ts';
import { DataTable } from '#app/ui/table.tsx';
import type { Certificate } from './certificate.repository.server.ts';
import { BestCertificate } from './certificate-tags.tsx';

interface VillageProduceProps {
  products: readonly Pick<Product, 'id' | 'name' | 'category' | 'variety' | 'producerId' | 'producerName'>[];
  /** The accepted certificates of these products. */
  certificates: readonly Pick<Certificate, 'productId' | 'scheme' | 'validFrom' | 'validTo' | 'events'>[];
  asOf: string;
  pin: Pin;
}

/** What is grown on the bases in a village, and what its certificates are worth on the day. */
export function VillageProduce({ products, certificates, asOf, pin }: VillageProduceProps) {
  return (
    <DataTable
      caption="农产品与证书"
      hideCaption
      rows={products}
      rowKey={({ id }) => id}
      empty="村里的生产基地没有登记公开的农产品。"
      columns={[
        {
          key: 'name',
          header: '产品',
          rowHeader: true,
          cell: ({ id, name }) => <a href={paths.product(id, { ...pin })}>{name}</a>,
        },
        {
          key: 'category',
          header: '类别',
          cell: ({ category, variety }) => [categoryWords[category], variety].filter(Boolean).join(' · '),
        },
        {
          key: 'producer',
          header: '经营主体',
          cell: ({ producerId, producerName }) => <a href={paths.producer(producerId, { ...pin })}>{producerName}</a>,
        },
        {
          key: 'certificate',
          header: '证书',
          cell: ({ id }) => (
            <BestCertificate certificates={certificates.filter(({ productId }) => productId === id)} asOf={asOf} />
          ),
        },
      ]}
    />
  );
}
