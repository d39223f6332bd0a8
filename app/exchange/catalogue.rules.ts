/** The datasets as a catalogue that machines collect: DCAT, and schema.org for search engines. */
import { datasets } from './datasets.ts';
import { operations } from './operations.ts';

interface Catalogue {
  /** The register's own address. */
  publicUrl: string;
  licence: string;
  /** The day of the last change, `YYYY-MM-DD` in Shanghai. */
  modified: string;
  demo: boolean;
}

const NAME = '青西乡村振兴登记簿';

/** What of a dataset another system asks for first. */
export function addressOf(operation: string): string {
  return `/api/v1${operations.find(({ id }) => id === operation)?.path ?? ''}`;
}

/** DCAT 3 as JSON-LD. */
export function dcatCatalogue({ publicUrl, licence, modified, demo }: Catalogue) {
  return {
    '@context': {
      ...{ dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', foaf: 'http://xmlns.com/foaf/0.1/' },
      ...{ xsd: 'http://www.w3.org/2001/XMLSchema#' },
    },
    '@id': `${publicUrl}/open-data`,
    '@type': 'dcat:Catalog',
    'dct:title': NAME,
    'dct:language': 'zh-CN',
    'dct:license': { '@id': licence },
    'dcat:dataset': datasets.map(({ key, title, description, keywords, operation, page }) => ({
      '@id': `${publicUrl}/open-data#${key}`,
      '@type': 'dcat:Dataset',
      'dct:title': title,
      'dct:description': describe(description, demo),
      'dct:language': 'zh-CN',
      'dct:license': { '@id': licence },
      'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': NAME },
      'dct:modified': { '@value': modified, '@type': 'xsd:date' },
      'dcat:keyword': keywords,
      'dcat:landingPage': { '@id': publicUrl + page },
      'dcat:distribution': mediaOf(operation).map(([media, format]) => ({
        '@type': 'dcat:Distribution',
        'dct:title': `${title}（${format}）`,
        'dct:license': { '@id': licence },
        'dcat:accessURL': { '@id': publicUrl + addressOf(operation) },
        'dcat:mediaType': media,
        'dct:conformsTo': { '@id': `${publicUrl}/api/openapi.json` },
      })),
    })),
  };
}

/** The same for search engines. */
export function schemaOrgCatalogue({ publicUrl, licence, modified, demo }: Catalogue) {
  return {
    '@context': 'https://schema.org/',
    '@type': 'DataCatalog',
    name: NAME,
    url: `${publicUrl}/open-data`,
    dataset: datasets.map(({ key, title, description, keywords, operation }) => ({
      '@type': 'Dataset',
      name: `${NAME}：${title}`,
      description: describe(description, demo),
      url: `${publicUrl}/open-data#${key}`,
      license: licence,
      keywords,
      inLanguage: 'zh-CN',
      isAccessibleForFree: true,
      dateModified: modified,
      distribution: mediaOf(operation).map(([encodingFormat]) => ({
        ...{ '@type': 'DataDownload', encodingFormat, contentUrl: publicUrl + addressOf(operation) },
      })),
    })),
  };
}

const describe = (description: string, demo: boolean) =>
  demo ? `${description}当前为演示数据，不作为任何凭据。` : description;

/** The media types of a dataset's address; the lists answer as CSV too. */
function mediaOf(operation: string): [media: string, format: string][] {
  const json: [string, string] = ['application/json', 'JSON'];
  return operation.startsWith('list') ? [json, ['text/csv', 'CSV']] : [json];
}
