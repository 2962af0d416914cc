import type { Tag } from '../../core/chain/tag.ts';

/** An attribution tag; what a test does not say is that of an untrusted old claim about a person. */
export function tagOf(address: string, said: Partial<Omit<Tag, 'address'>> = {}): Tag {
  return {
    address,
    label: 'tag',
    category: 'user',
    source: 'test',
    confidence: said.isService ? 'service_data' : 'web_crawl',
    confidenceLevel: said.isService ? 50 : 20,
    actor: null,
    lastmod: '1970-01-01',
    isService: false,
    ...said,
  };
}
