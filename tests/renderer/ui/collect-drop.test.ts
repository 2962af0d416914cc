import type { DirectoryDropItem, DropItem, FileDropItem } from 'react-aria-components';
import { describe, expect, test } from 'vitest';
import { collectDrop } from '../../../renderer/ui/library/collect-drop.ts';

const file = (name: string, bytes = 3): FileDropItem => ({
  kind: 'file',
  name,
  type: '',
  getFile: async () => new File([new Uint8Array(bytes)], name),
  getText: async () => '',
});
const folder = (name: string, entries: readonly (FileDropItem | DirectoryDropItem)[]): DirectoryDropItem => ({
  kind: 'directory',
  name,
  async *getEntries() {
    yield* entries;
  },
});
const words: DropItem = { kind: 'text', types: new Set(['text/plain']), getText: async () => 'words' };

const found = async (...items: DropItem[]) =>
  (await collectDrop(items)).map(({ name, media }) => [name, media.map((picture) => picture.name)]);

describe('[UI14] what is dropped', () => {
  test('a folder brings its scenario and the pictures of its media folder, and nothing else', async () => {
    const media = folder('media', [
      file('desk.svg'),
      file('notes.txt'),
      file('two words.png'),
      file('B.PNG'),
      folder('old', [file('x.svg')]),
    ]);
    const scripts = folder('scripts', [file('ideal.yaml')]);
    expect(await found(folder('driftwood', [file('loose.svg'), scripts, file('scenario.yaml'), media]))).toEqual([
      ['driftwood/scenario.yaml', ['desk.svg', 'B.PNG']],
    ]);
  });

  test('a folder with one YAML file of another name brings that one; of several, scenario.yaml', async () => {
    expect(await found(folder('a', [file('case.yml')]))).toEqual([['a/case.yml', []]]);
    expect(await found(folder('a', [file('case.yml'), file('scenario.yaml')]))).toEqual([['a/scenario.yaml', []]]);
    await expect(found(folder('a', [file('one.yaml'), file('two.yaml')]))).rejects.toMatchObject({
      code: 'import/several-sources',
      subject: 'a',
      details: { files: 'one.yaml, two.yaml' },
    });
  });

  test('pictures and a media folder beside one YAML file belong to it', async () => {
    expect(await found(file('case.yaml'), file('a.svg'), folder('media', [file('b.png')]))).toEqual([['case.yaml', ['a.svg', 'b.png']]]);
  });

  test('several YAML files are several scenarios', async () => {
    expect(await found(file('a.yaml'), file('b.yaml'), file('x.svg'))).toEqual([
      ['a.yaml', []],
      ['b.yaml', []],
    ]);
  });

  test('what holds no scenario is named', async () => {
    await expect(found(file('a.svg'), file('b.txt'))).rejects.toMatchObject({ code: 'import/not-a-scenario', subject: 'a.svg, b.txt' });
    await expect(found(words)).rejects.toMatchObject({ code: 'import/not-a-scenario', subject: 'text' });
    await expect(found(folder('empty', []))).rejects.toMatchObject({ code: 'import/not-a-scenario', subject: 'empty' });
  });

  test('[LG27] nothing is left out in silence: too many files, too many pictures, a picture in two places', async () => {
    const many = (count: number, ending: string) => Array.from({ length: count }, (_, at) => file(`p${at}.${ending}`));
    const withMedia = (...media: FileDropItem[]) => folder('a', [file('scenario.yaml'), folder('media', media)]);
    expect((await found(folder('a', [file('scenario.yaml'), ...many(499, 'txt')])))[0]?.[0]).toBe('a/scenario.yaml');
    await expect(found(folder('a', [file('scenario.yaml'), ...many(500, 'txt')]))).rejects.toMatchObject({
      code: 'import/too-many-files',
      subject: 'a',
      details: { count: 500 },
    });
    expect((await found(withMedia(...many(60, 'png'))))[0]?.[1]).toHaveLength(60);
    await expect(found(withMedia(...many(61, 'png')))).rejects.toMatchObject({ code: 'import/too-many-media', subject: 'p60.png' });
    const heavy = Array.from({ length: 13 }, (_, at) => file(`h${at}.jpg`, 1_900_000));
    await expect(found(withMedia(...heavy))).rejects.toMatchObject({ code: 'import/too-many-media', subject: 'h12.jpg' });
    const media = folder('media', [file('desk.svg'), file('b.webp')]);
    const twice = { code: 'import/picture-twice', subject: 'desk.svg' };
    await expect(found(folder('a', [file('scenario.yaml'), file('desk.svg'), media]))).rejects.toMatchObject(twice);
    await expect(found(file('case.yaml'), file('desk.svg'), media)).rejects.toMatchObject(twice);
  });

  test('what is too large is named before it is read', async () => {
    await expect(found(file('a.yaml', 4_000_001))).rejects.toMatchObject({ code: 'import/too-large', subject: 'a.yaml' });
    const media = folder('media', [file('big.png', 2_000_001)]);
    await expect(found(folder('a', [file('scenario.yaml'), media]))).rejects.toMatchObject({
      code: 'import/too-large',
      subject: 'big.png',
    });
  });
});
