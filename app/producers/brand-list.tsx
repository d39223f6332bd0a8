import { type Pin, paths } from '#app/http/paths.ts';
import { DataTable } from '#app/ui/table.tsx';
import type { Brand } from './brand.repository.server.ts';
import type { Category } from './category.ts';
import { categories, categoryWords } from './category.ts';

type Listed = Omit<Brand, 'change' | 'origin'>;

interface BrandListProps {
  brands: readonly Listed[];
  pin: Pin;
}

/** The industries, each a link to the brands above and below it. */
export function IndustryStrip({ current, pin }: { current: Category | undefined; pin: Pin }) {
  const choices = [undefined, ...categories];
  return (
    <nav aria-label="按产业" className="mb-8">
      <ul className="flex flex-wrap gap-2">
        {choices.map((category) => (
          <li key={category ?? 'all'}>
            <a
              href={paths.brands({ category, ...pin })}
              aria-current={category === current ? 'page' : undefined}
              className="block border border-line-strong bg-white px-3 py-1 no-underline hover:bg-qing-50 aria-[current=page]:border-qing-700 aria-[current=page]:bg-qing-700 aria-[current=page]:text-white"
            >
              {category === undefined ? '全部产业' : categoryWords[category]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function RegionalBrands({ brands, pin }: BrandListProps) {
  return (
    <DataTable
      caption="区域公用品牌"
      hideCaption
      rows={brands}
      rowKey={({ id }) => id}
      empty="没有登记区域公用品牌。"
      columns={[
        nameColumn(pin),
        industryColumn(pin),
        { key: 'protection', header: '保护', cell: protectionText },
        { key: 'speciality', header: '一镇一品', cell: ({ specialityTownName }) => specialityTownName ?? '' },
      ]}
    />
  );
}

export function EnterpriseBrands({ brands, pin }: BrandListProps) {
  return (
    <DataTable
      caption="企业品牌"
      hideCaption
      rows={brands}
      rowKey={({ id }) => id}
      empty="没有登记企业品牌。"
      columns={[
        nameColumn(pin),
        industryColumn(pin),
        {
          key: 'producer',
          header: '经营主体',
          cell: ({ producerId, producerName }) =>
            producerId && <a href={paths.producer(producerId, { ...pin })}>{producerName}</a>,
        },
      ]}
    />
  );
}

interface SpecialityTableProps extends BrandListProps {
  towns: readonly { code: string; name: string }[];
}

/** One town, one product: which brand each town stands for. */
export function SpecialityTable({ brands, towns, pin }: SpecialityTableProps) {
  return (
    <DataTable
      caption="一镇一品"
      hideCaption
      rows={towns}
      rowKey={({ code }) => code}
      columns={[
        { key: 'town', header: '镇', rowHeader: true, cell: ({ name }) => name },
        {
          key: 'brand',
          header: '品牌',
          cell: ({ code }) => {
            const brand = brands.find(({ specialityOf }) => specialityOf === code);
            return brand && <a href={paths.brand(brand.id, { ...pin })}>{brand.name}</a>;
          },
        },
      ]}
    />
  );
}

export function protectionText({ protection, protectedSince }: Pick<Brand, 'protection' | 'protectedSince'>): string {
  if (protection === null) return '没有登记';
  return protectedSince === null ? protection : `${protection}（${protectedSince}年）`;
}

const nameColumn = (pin: Pin) => ({
  key: 'name',
  header: '品牌',
  rowHeader: true,
  cell: ({ id, name }: Listed) => <a href={paths.brand(id, { ...pin })}>{name}</a>,
});

const industryColumn = (pin: Pin) => ({
  key: 'category',
  header: '产业',
  cell: ({ category }: Listed) =>
    category && <a href={paths.brands({ category, ...pin })}>{categoryWords[category]}</a>,
});
