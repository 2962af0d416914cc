/**
 * What a scenario can say that it trains. A closed list, because cards name skills in the trainee's language and results are compared by
 * them: a word of an author's own would be a second skill of the same meaning. Each has its text under `card.skill` of the screens.
 */
export const skills = [
  'address-reuse',
  'amounts',
  'attribution-tags',
  'change-output',
  'co-spend',
  'coinjoin',
  'consolidation',
  'dust',
  'exchange-deposit',
  'finding',
  'legal-process',
  'look-alikes',
  'peel-chain',
  'proportional-split',
  'reading-transactions',
  'timeline',
] as const;
