/** The Chinese words of the registered tables, each described by its own noun: for the history and spreadsheets. */
import { accountWords } from '#app/accounts/account.fields.ts';
import { areaMemberWords, areaStepWords, areaTownWords, areaWords } from '#app/areas/area.fields.ts';
import {
  certificateEventWords,
  certificateWords,
  localOutputWords,
  outputWords,
} from '#app/certificates/certificate.fields.ts';
import type { WordsOfTables } from '#app/changes/row-words.rules.ts';
import { indicatorWords, methodWords, observationWords, planTargetWords } from '#app/plan/plan.fields.ts';
import { baseWords, brandWords, consortiumWords, producerWords } from '#app/producers/producer.fields.ts';
import { productBaseWords, productDraftWords, productWords } from '#app/products/product.fields.ts';
import { programmeWords, titleStepWords, titleWords } from '#app/titles/title.fields.ts';
import { townWords } from '#app/villages/town.fields.ts';
import { statisticWords, villageEventWords, villageWords } from '#app/villages/village.fields.ts';

export const tableWords: WordsOfTables = {
  account: accountWords,
  town: townWords,
  village: villageWords,
  villageEvent: villageEventWords,
  statistic: statisticWords,
  programme: programmeWords,
  title: titleWords,
  titleStep: titleStepWords,
  area: areaWords,
  areaStep: areaStepWords,
  areaTown: areaTownWords,
  areaMember: areaMemberWords,
  indicator: indicatorWords,
  target: planTargetWords,
  method: methodWords,
  observation: observationWords,
  producer: producerWords,
  consortiumMember: consortiumWords,
  base: baseWords,
  brand: brandWords,
  product: productWords,
  productBase: productBaseWords,
  productDraft: productDraftWords,
  certificate: certificateWords,
  certificateEvent: certificateEventWords,
  output: outputWords,
  localOutput: localOutputWords,
};
