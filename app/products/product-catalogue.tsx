import type { ReactNode } from 'react';
import { type Pin, paths } from '#app/http/paths.ts';
import { categories, categoryWords } from '#app/producers/category.ts';
import { FilterForm, FilterSelect, FilterText } from '#app/ui/filter-form.tsx';
import type { ProductItem } from './product.repository.server.ts';
import { type ProductQuery, picturesOf } from './product.schema.ts';
import { ProductPicture } from './product-picture.tsx';

interface ProductCardsProps {
  products: readonly ProductItem[];
  /** What is said of a product's certificates. */
  certificateOf: (product: ProductItem) => ReactNode;
  pin: Pin;
}

/** Products side by side: what it is, who grows it and where, and whether its certificate holds today. */
export function ProductCards({ products, certificateOf, pin }: ProductCardsProps) {
  if (products.length === 0) return <p className="my-8 text-ink-soft">没有符合条件的产品。</p>;
  return (
    <ul className="my-8 grid grid-cols-2 gap-x-4 gap-y-8 sm:grid-cols-3 sm:gap-x-8 lg:grid-cols-4">
      {products.map((product) => {
        const {
          id,
          name,
          category,
          variety,
          producerId,
          producerName,
          townName,
          villages,
          regionalBrandName,
          brandName,
        } = product;
        const brands = [regionalBrandName, brandName].filter((brand) => brand !== null);
        return (
          <li key={id} className="keep-together relative border-t-2 border-qing-700 pt-3">
            <div className="mb-3">
              <ProductPicture picture={picturesOf(product.pictures)[0] ?? null} name={name} category={category} />
            </div>
            <p className="text-sm text-ink-soft">{[categoryWords[category], variety].filter(Boolean).join(' · ')}</p>
            <h2 className="font-song text-xl font-bold">
              {/* The link lies over the picture too. */}
              <a
                href={paths.product(id, { ...pin })}
                className="before:absolute before:inset-x-0 before:top-3 before:aspect-4/3 before:content-['']"
              >
                {name}
              </a>
            </h2>
            {brands.length > 0 && <p className="text-sm">{brands.join(' · ')}</p>}
            <p className="mt-2">{certificateOf(product)}</p>
            <p className="mt-2 text-sm text-ink-soft">
              <a href={paths.producer(producerId, { ...pin })}>{producerName}</a>
              <span className="block">{[townName, ...villages.map((village) => village.name)].join(' · ')}</span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}

interface ProductFiltersProps {
  query: ProductQuery;
  towns: readonly { code: string; name: string }[];
  brands: readonly { id: string; name: string }[];
  pin: Pin;
}

export function ProductFilters({ query, towns, brands, pin }: ProductFiltersProps) {
  const { q, category, town, brand, certificate } = query;
  return (
    <FilterForm
      action={paths.products()}
      label="筛选农产品"
      clearHref={paths.products({ ...pin })}
      filtered={q !== '' || [category, town, brand, certificate].some((each) => each !== undefined)}
    >
      <FilterText name="q" label="产品、主体或拼音" value={q} placeholder="如 茭白、jb" />
      <FilterSelect
        name="category"
        label="类别"
        value={category}
        options={categories.map((value) => ({ value, label: categoryWords[value] }))}
      />
      <FilterSelect
        name="town"
        label="镇"
        value={town}
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FilterSelect
        name="brand"
        label="品牌"
        value={brand}
        options={brands.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FilterSelect
        name="certificate"
        label="证书"
        value={certificate}
        options={[
          { value: 'valid', label: '有有效证书' },
          { value: 'none', label: '没有有效证书' },
        ]}
      />
      {pin.asOf !== undefined && <input type="hidden" name="asOf" value={pin.asOf} />}
      {pin.change !== undefined && <input type="hidden" name="change" value={pin.change} />}
    </FilterForm>
  );
}
