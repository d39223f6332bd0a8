import { type Pin, paths } from '#app/http/paths.ts';
import { formatNumber } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import type { ChainBase, ChainRow } from './brand-chain.rules.ts';
import { categoryWords } from './category.ts';

/** The chain from region to base, every link of it a link: it is walked in both directions. */
export function BrandChain({ rows, pin }: { rows: readonly ChainRow[]; pin: Pin }) {
  return (
    <DataTable
      caption="从区域公用品牌到生产基地"
      hideCaption
      rows={rows}
      rowKey={({ key }) => key}
      empty="还没有公开的产品使用这个品牌。"
      columns={[
        {
          key: 'region',
          header: '区域公用品牌',
          cell: ({ region }) => (region ? <a href={paths.brand(region.id, { ...pin })}>{region.name}</a> : ''),
        },
        {
          key: 'category',
          header: '产业',
          cell: ({ category }) => <a href={paths.brands({ category, ...pin })}>{categoryWords[category]}</a>,
        },
        {
          key: 'brand',
          header: '企业品牌',
          cell: ({ brand }) => (brand ? <a href={paths.brand(brand.id, { ...pin })}>{brand.name}</a> : ''),
        },
        {
          key: 'producer',
          header: '经营主体',
          rowHeader: true,
          cell: ({ producer }) => <a href={paths.producer(producer.id, { ...pin })}>{producer.name}</a>,
        },
        {
          key: 'products',
          header: '产品',
          cell: ({ products }) => (
            <ul>
              {products.map(({ id, name }) => (
                <li key={id}>
                  <a href={paths.product(id, { ...pin })}>{name}</a>
                </li>
              ))}
            </ul>
          ),
        },
        { key: 'bases', header: '生产基地', cell: ({ bases }) => <Bases bases={bases} pin={pin} /> },
      ]}
    />
  );
}

function Bases({ bases, pin }: { bases: readonly ChainBase[]; pin: Pin }) {
  if (bases.length === 0) return null;
  return (
    <ul>
      {bases.map(({ id, village, crop, area }) => (
        <li key={id}>
          <a href={paths.village(village.code, { ...pin })}>{village.name}</a> {crop}
          {area !== null && ` ${formatNumber(area)} 亩`}
        </li>
      ))}
    </ul>
  );
}
