/** The public lists as datasets, for catalogues of open data. */

export interface Dataset {
  key: string;
  title: string;
  description: string;
  keywords: readonly string[];
  /** The operation of the JSON interface that gives it, and the page that shows it. */
  operation: string;
  page: string;
}

export const datasets: readonly Dataset[] = [
  {
    ...{ key: 'villages', title: '行政村', operation: 'listVillages', page: '/villages' },
    description: '三镇的行政村：统计用区划代码、美丽乡村等级、规划保留保护状态、最近一年的户籍人口。',
    keywords: ['行政村', '美丽乡村'],
  },
  {
    ...{ key: 'titles', title: '荣誉与创建', operation: 'listTitles', page: '/titles' },
    description: '各村参加的创建项目，从申报到命名的每一步。',
    keywords: ['美丽乡村', '乡村振兴示范村'],
  },
  {
    ...{ key: 'areas', title: '示范片区', operation: 'listAreas', page: '/areas' },
    description: '乡村振兴示范区、示范片区和连片美丽乡村，成员村和每一步进展。',
    keywords: ['乡村振兴示范区'],
  },
  {
    ...{ key: 'producers', title: '经营主体', operation: 'listProducers', page: '/producers' },
    description: '登记的合作社、家庭农场、龙头企业和联合体，不含联系方式。',
    keywords: ['农民专业合作社', '家庭农场'],
  },
  {
    ...{ key: 'products', title: '农产品', operation: 'listProducts', page: '/products' },
    description: '经镇里审核公开的农产品：品类、品牌、产地、证书。',
    keywords: ['农产品', '区域公用品牌'],
  },
  {
    ...{ key: 'certificates', title: '认证证书', operation: 'listCertificates', page: '/certificates' },
    description: '绿色食品、有机、地理标志等证书的编号、有效期和状态。',
    keywords: ['绿色食品', '农产品地理标志'],
  },
  {
    ...{ key: 'progress', title: '规划进展', operation: 'getProgress', page: '/' },
    description: '“十四五”规划各项指标的现值、目标、口径和依据。',
    keywords: ['规划指标', '绿色认证率'],
  },
];
