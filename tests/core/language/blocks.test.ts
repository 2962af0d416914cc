import { expect, test } from 'vitest';
import { blocks } from '../../../core/language/blocks.ts';
import { eventSchemas, eventVerbs } from '../../../core/language/story-source.ts';

test('[LG29] every verb is listed with what it does and each of its keys', () => {
  expect(blocks().map(({ verb }) => verb)).toEqual(eventVerbs);
  for (const { verb, about, parameters } of blocks()) {
    expect([verb, about.length > 20]).toEqual([verb, true]);
    expect(parameters.map(({ name }) => name)).toEqual(Object.keys(eventSchemas[verb].shape));
    expect(parameters.find(({ name }) => name === verb)?.isNeeded).toBe(true);
    for (const { name, forms } of parameters) expect([name, forms.length > 0]).toEqual([name, true]);
  }
});

test('[LG29] what is needed is refused when it is missing, what is not is not; every example is read', () => {
  let tried = 0;
  for (const { verb, parameters } of blocks()) {
    const whole = Object.fromEntries(
      parameters.map(({ name, forms, examples }) => {
        if (name === 'id') return [name, 'x'];
        if (forms[0] === 'map to share') return [name, { a: '20%', b: '80%' }];
        return [name, examples[0]];
      }),
    );
    expect([verb, eventSchemas[verb].safeParse(whole).success]).toEqual([verb, true]);
    for (const { name, isNeeded, forms, examples } of parameters) {
      const { [name]: _left, ...rest } = whole;
      expect([verb, name, eventSchemas[verb].safeParse(rest).success]).toEqual([verb, name, !isNeeded]);
      if (forms[0]?.startsWith('map') === true) continue;
      for (const example of examples) {
        tried++;
        expect([verb, name, example, eventSchemas[verb].safeParse({ ...whole, [name]: example }).success]).toEqual([
          verb,
          name,
          example,
          true,
        ]);
      }
    }
  }
  expect(tried).toBeGreaterThan(40);
});

test('[LG29] a list and a map say of what they are', () => {
  const of = (verb: string, name: string) =>
    blocks()
      .find((block) => block.verb === verb)
      ?.parameters.find((one) => one.name === name)?.forms;
  expect(of('pay', 'pay')).toEqual(['amount-range']);
  expect(of('split', 'into')).toEqual(['map to share']);
  expect(of('consolidate', 'consolidate')).toEqual(['party', 'list of party']);
  expect(of('peel', 'hops')).toEqual(['integer', 'count']);
});
