import { type Pin, paths } from '#app/http/paths.ts';
import { categoryWords } from '#app/producers/category.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { productWords } from './product.fields.ts';
import type { listBasesOfProduct, Product } from './product.repository.server.ts';

interface ProductFactsProps {
  product: Product;
  bases: Awaited<ReturnType<typeof listBasesOfProduct>>;
  pin: Pin;
}

/** What is registered of a product, with the chain that it hangs on: region brand, industry, enterprise brand, base. */
export function ProductFacts({ product, bases, pin }: ProductFactsProps) {
  const { category, variety, regionalBrandName, brandName, season, packaging, description, gtin, source } = product;
  const { fields } = productWords;
  const unsaid = '未填写';
  return (
    <>
      <DefinitionList
        columns={2}
        items={[
          {
            label: '经营主体',
            value: <a href={paths.producer(product.producerId, { ...pin })}>{product.producerName}</a>,
          },
          {
            label: fields.category.label,
            value: <a href={paths.products({ category, ...pin })}>{categoryWords[category]}</a>,
          },
          { label: fields.variety.label, value: variety ?? unsaid },
          {
            label: fields.regionalBrandId.label,
            value: product.regionalBrandId ? (
              <a href={paths.brand(product.regionalBrandId, { ...pin })}>{regionalBrandName}</a>
            ) : (
              '不属于区域公用品牌'
            ),
          },
          {
            label: fields.brandId.label,
            value: product.brandId ? (
              <a href={paths.brand(product.brandId, { ...pin })}>{brandName}</a>
            ) : (
              '没有企业品牌'
            ),
          },
          {
            label: '生产基地',
            value:
              bases.length === 0 ? (
                unsaid
              ) : (
                <ul>
                  {bases.map(({ id, villageCode, villageName, area }) => (
                    <li key={id}>
                      <a href={paths.village(villageCode, { ...pin })}>{villageName}</a>
                      {area !== null && `，${formatNumber(area)} 亩`}
                    </li>
                  ))}
                </ul>
              ),
          },
          { label: fields.season.label, value: season ?? unsaid },
          { label: fields.packaging.label, value: packaging ?? unsaid },
          ...(gtin === null ? [] : [{ label: fields.gtin.label, value: gtin }]),
          ...(source === null ? [] : [{ label: fields.source.label, value: source }]),
        ]}
      />
      {description !== null && <p className="mt-3 max-w-prose">{description}</p>}
    </>
  );
}
