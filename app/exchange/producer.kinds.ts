/** The sheets of producers and of their products. */
import { optionalText, requiredText } from '#app/fields.ts';
import { producerWords } from '#app/producers/producer.fields.ts';
import { AmendProducer } from '#app/producers/producer.schema.ts';
import { productWords } from '#app/products/product.fields.ts';
import { SaveProduct } from '#app/products/product.schema.ts';
import { type RowKind, shown, written } from './row-kind.ts';
import { registerId } from './title.kinds.ts';
import { townOfRow, villageName } from './village.kinds.ts';

const producer = producerWords.fields;
const said = AmendProducer.shape;

export const producerKind: RowKind = {
  key: 'producers',
  sheet: '经营主体',
  noun: producerWords.noun,
  columns: [
    written('name', producer.name, said.name, 'text', { hint: '按营业执照填写，最多 60 字' }),
    written('kind', producer.kind, said.kind, 'choice', { hint: '从下拉列表中选择' }),
    written('creditCode', producer.creditCode, said.creditCode, 'code', {
      hint: '18 位，在营业执照上。没有的家庭农场留空',
    }),
    written('townCode', producer.townCode, requiredText('所属镇', 9), 'choice', {
      choices: { list: 'towns' },
      hint: '从下拉列表中选择',
    }),
    written('villageCode', { label: '所在村代码' }, said.villageCode, 'code', {
      hint: '12 位统计用区划代码。填了代码，所在村可以不填',
    }),
    { ...villageName, header: producer.villageCode.label },
    written('introduction', producer.introduction, said.introduction, 'text', { hint: '最多 2000 字' }),
    written('confirmCode', '代码已核对', said.confirmCode, 'flag', {
      asked: true,
      hint: '代码与常见的样子不同的，对照营业执照核对无误后填“是”',
    }),
    shown('products', '公开的产品数', 'whole', { unit: '个' }),
    registerId('id'),
  ],
  ways: [['id'], ['creditCode'], ['townCode', 'name']],
  permission: 'producer.amend',
};

const product = productWords.fields;
const content = SaveProduct.shape;

export const productKind: RowKind = {
  key: 'products',
  sheet: '农产品',
  noun: productWords.noun,
  columns: [
    written('name', product.name, content.name, 'text', { hint: '最多 40 字' }),
    shown('producerId', product.producerId, 'choice', { choices: { list: 'producers' }, hint: '从下拉列表中选择' }),
    townOfRow,
    written('category', product.category, content.category, 'choice', { hint: '从下拉列表中选择，茭白属蔬菜' }),
    written('variety', product.variety, content.variety, 'text', { hint: '最多 40 字' }),
    written('regionalBrandId', product.regionalBrandId, content.regionalBrandId, 'choice', {
      choices: { list: 'regionalBrands' },
      hint: '从下拉列表中选择，没有的留空',
    }),
    written('brandId', product.brandId, content.brandId, 'choice', {
      choices: { list: 'enterpriseBrands' },
      hint: '从下拉列表中选择，没有的留空',
    }),
    written('season', product.season, content.season, 'text', { hint: '如 5 月至 7 月，最多 60 字' }),
    written('packaging', product.packaging, content.packaging, 'text', { hint: '最多 60 字' }),
    written('gtin', product.gtin, content.gtin, 'code', { hint: '8、12、13 或 14 位数字，没有的留空' }),
    written('description', product.description, content.description, 'text', { hint: '最多 1000 字' }),
    written('villages', '基地所在的村', optionalText(200), 'text', {
      hint: '经营主体登记过的基地所在的村，几个村的用顿号隔开，如 东庄村、泖甸村',
    }),
    shown('certificates', '业务日期当天有效的证书', 'text'),
    registerId('id'),
  ],
  ways: [['id'], ['producerId', 'name']],
  permission: 'produce.import',
};

/** The product of a row: by its identity, or by its producer and its name where that is left empty. */
export const productOfRow = [
  shown('productName', product.name, 'text', { hint: '与登记的产品名称一致' }),
  shown('producerId', product.producerId, 'choice', { choices: { list: 'producers' }, hint: '从下拉列表中选择' }),
  shown('productId', '产品编号', 'code', { hint: '登记簿给的编号。填了编号，产品名称和经营主体可以不填' }),
];
