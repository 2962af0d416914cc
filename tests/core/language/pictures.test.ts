import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parseScenario } from '../../../core/language/parse-scenario.ts';
import { pictureBytesMax, pictureFault } from '../../../core/language/picture.ts';
import { ScenarioRejected } from '../../../core/language/problem.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
const driftwood = readFileSync(join(project, 'scenarios/driftwood/scenario.yaml'), 'utf8');
const germanDesk = new Uint8Array(readFileSync(join(project, 'scenarios/driftwood/media/front-desk.de.svg')));
const frontDesk = new Uint8Array(readFileSync(join(project, 'scenarios/driftwood/media/front-desk.svg')));
/** A photograph-like PNG that some other program wrote. */
const realPng = new Uint8Array(readFileSync(join(project, 'docs/screenshots/library-dark-1280.png')));

const svg = (inside: string, attributes = ''): Uint8Array =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>\n${inside}\n</svg>`,
  );
/** Eight parts, each of which shows the next one ten times. */
const nested = (part: (id: string, inside: string) => string, show: (id: string) => string): string =>
  'abcdefgh'
    .split('')
    .map((id, at, all) => part(id, at === 7 ? '<rect/>' : show(all[at + 1] as string).repeat(10)))
    .join('') + show('a');
const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const u16 = (value: number): number[] => [value >> 8, value & 255];
/** Start, tables, frame of a size, a scan and its end. */
const jpeg = (width: number, height: number, frame = 0xc0): Uint8Array =>
  Uint8Array.of(
    ...[0xff, 0xd8, 0xff, 0xe0, ...u16(4), 0xff, 0xd9],
    ...[0xff, frame, ...u16(8), 8, ...u16(height), ...u16(width), 0],
    ...[0xff, 0xda, ...u16(3), 0, 1, 2, 0xff, 0x00, 3, 0xff, 0xd9],
  );
const u32le = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255];
/** One chunk in its container; `kind` is of four letters. */
const webp = (kind: string, ...data: readonly number[]): Uint8Array =>
  Uint8Array.of(...ascii('RIFF'), ...u32le(data.length + 12), ...ascii(`WEBP${kind}`), ...u32le(data.length), ...data);
const lossy = (width: number, height: number): Uint8Array =>
  webp('VP8 ', 0x30, 0, 0, 0x9d, 0x01, 0x2a, width & 255, width >> 8, height & 255, height >> 8, 7, 7);
const lossless = (width: number, height: number): Uint8Array =>
  webp('VP8L', 0x2f, ...u32le((width - 1) | ((height - 1) << 14)), 7, 7, 7, 7, 7);
const extended = (width: number, height: number): Uint8Array =>
  webp('VP8X', 0, 0, 0, 0, ...u32le(width - 1).slice(0, 3), ...u32le(height - 1).slice(0, 3));
const withBytes = (bytes: Uint8Array, at: number, ...values: number[]): Uint8Array => {
  const copy = new Uint8Array(bytes);
  copy.set(values, at);
  return copy;
};

describe('[LG16] pictures are looked into', () => {
  it('takes what is a picture and nothing else', () => {
    expect(pictureFault('front-desk.svg', frontDesk)).toBeNull();
    expect(pictureFault('shot.png', realPng)).toBeNull();
    const drawn =
      '<defs><linearGradient id="g"/></defs><use xlink:href="#g"/><style>rect { fill: url(#g) }</style><rect fill="url( \'#g\' )"/>';
    expect(pictureFault('a.svg', svg(drawn))).toBeNull();
    const moves = '<style>a{}<!-- b --><![CDATA[b{}]]></style><rect><animate attributeName="x" from="0" to="9"/></rect>';
    expect(pictureFault('a.svg', svg(moves))).toBeNull();
    expect(pictureFault('a.svg', svg('<style>ur</style><style>l(b){}</style>'))).toBeNull();
    expect(pictureFault('a.svg', svg('<image href="data:image/png;base64,iVBORw0KGgo="/>'))).toBeNull();
    // Copies are no fault, nor is a circle, which browsers draw nothing for.
    const copies = `<g id="one">${'<rect/>'.repeat(100)}</g>${'<use href="#one"/>'.repeat(1000)}`;
    expect(pictureFault('a.svg', svg(copies))).toBeNull();
    expect(pictureFault('a.svg', svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'))).toBeNull();
    const shaded = `<style>rect{fill:url(#g)}</style><linearGradient id="g">${'<stop/>'.repeat(20)}</linearGradient>${'<rect/>'.repeat(20_000)}`;
    expect(pictureFault('a.svg', svg(shaded))).toBeNull();
    const photographs = [jpeg(1280, 720), jpeg(8192, 1, 0xc2), Uint8Array.of(...jpeg(9, 9), 1, 2)];
    for (const bytes of photographs) expect(pictureFault('desk.JPG', bytes)).toBeNull();
    for (const bytes of [lossy(1280, 720), lossless(8192, 1), extended(1, 8192)]) expect(pictureFault('desk.webp', bytes)).toBeNull();
    for (const width of ['8192', '300pt', '10cm', '100%', '20em']) expect(pictureFault('a.svg', svg('', `width="${width}"`))).toBeNull();
    expect(pictureFault('a.svg', svg('', 'viewBox="0 0 90000 90000" width="900" height="900"'))).toBeNull();
    const notes = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export-filename="C:\\Users\\desk.png"';
    expect(pictureFault('a.svg', svg('<rect/>', notes))).toBeNull();
    expect(pictureFault('a.svg', Uint8Array.of(0xef, 0xbb, 0xbf, ...svg('<text>Zoë</text>')))).toBeNull();
  });

  const bad: readonly (readonly [what: string, name: string, bytes: Uint8Array, says: string])[] = [
    ['a script', 'a.svg', svg('<script>alert(1)</script>'), 'has a <script>'],
    ['a script under a prefix', 'a.svg', svg('<s:script xmlns:s="http://www.w3.org/2000/svg"/>'), 'has a <s:script>'],
    ['a page inside', 'a.svg', svg('<foreignObject/>'), 'has a <foreignObject>'],
    ['a handler', 'a.svg', svg('', 'onload="go()"'), 'has a script in onload="..."'],
    ['a picture elsewhere', 'a.svg', svg('<image href="https://tracker.example/p.png"/>'), 'refers to "https://tracker.example/p.png"'],
    ['the old way to say so', 'a.svg', svg('<image xlink:href="other.png"/>'), 'refers to "other.png"'],
    ['a link that runs', 'a.svg', svg('<a href="javascript:go()"/>'), 'refers to "javascript:go()"'],
    ['another SVG inside', 'a.svg', svg('<image href="data:image/svg+xml;base64,AA=="/>'), 'refers to "data:image/svg+xml'],
    ['a style that imports', 'a.svg', svg('<style>@import "x.css";</style>'), 'has a style that refers to something outside'],
    ['a style that loads', 'a.svg', svg('<style><![CDATA[rect { fill: url(https://x.example/a) }]]></style>'), 'has a style that refers'],
    ['a style in disguise', 'a.svg', svg('<style>rect { fill: u\\72l(https://x.example/a) }</style>'), 'has a style that has a backslash'],
    ['a backslash', 'a.svg', svg('<rect id="C:\\desk"/>'), 'has a backslash in id="..."'],
    ['a fill in disguise', 'a.svg', svg('<rect fill="u\\72l(https://x.example/a)"/>'), 'has a backslash in fill="..."'],
    ['a drawing too wide', 'a.svg', svg('', 'width="8193"'), 'has a width of 8193 pixels'],
    ['a drawing too high in another unit', 'a.svg', svg('', 'width="9" height="100in"'), 'has a height of 9600 pixels'],
    ['a drawing without width', 'a.svg', svg('', 'width="0"'), 'has a width of 0 pixels'],
    ['a PNG named JPEG', 'a.jpg', realPng, 'is no JPEG picture'],
    ['a GIF named JPEG', 'a.jpeg', Uint8Array.of(...ascii('GIF89a')), 'is no JPEG picture'],
    ['a JPEG cut short', 'a.jpg', jpeg(9, 9).subarray(0, -2), 'ends too early'],
    ['a JPEG cut in its frame', 'a.jpg', jpeg(9, 9).subarray(0, 14), 'ends too early'],
    ['a JPEG without a frame', 'a.jpg', jpeg(9, 9, 0xc4), 'ends too early'],
    ['a JPEG too high', 'a.jpg', jpeg(9, 8193), 'is 9 by 8193 pixels'],
    ['a JPEG without width', 'a.jpg', jpeg(0, 9), 'is 0 by 9 pixels'],
    ['a JPEG named WebP', 'a.webp', jpeg(9, 9), 'is no WebP picture'],
    ['a WebP of another kind', 'a.webp', webp('XXXX', ...ascii('twelve bytes')), 'is no WebP picture'],
    ['a WebP cut short', 'a.webp', lossy(9, 9).subarray(0, -1), 'ends too early'],
    ['a WebP too wide', 'a.webp', lossy(8193, 9), 'is 8193 by 9 pixels'],
    ['a WebP too high, lossless', 'a.webp', lossless(9, 8193), 'is 9 by 8193 pixels'],
    ['a WebP too wide, extended', 'a.webp', extended(8193, 9), 'is 8193 by 9 pixels'],
    ['a style cut by CDATA', 'a.svg', svg('<style>@im<![CDATA[port "https://x.example/a";]]></style>'), 'has a style that refers'],
    ['a style cut by a comment', 'a.svg', svg('<style>a{fill:ur<!-- -->l(https://x.example/a)}</style>'), 'has a style that refers'],
    ['a link set later', 'a.svg', svg('<image><set attributeName="href" to="https://x.example/p"/></image>'), 'in to="..."'],
    ['a link animated', 'a.svg', svg('<animate attributeName="xlink:href" values="https://x.example/p;#a"/>'), 'in values="..."'],
    ['a handler set later', 'a.svg', svg('<set attributeName="onclick" to="go()"/>'), 'has a script for onclick'],
    [
      'one whose parts come before what shows them',
      'a.svg',
      svg(
        `<g id="h"><rect/></g>${'gfedcba'
          .split('')
          .map((id, at) => `<g id="${id}">${`<use href="#${'hgfedcb'[at]}"/>`.repeat(10)}</g>`)
          .join('')}`,
      ),
      '200000 elements',
    ],
    [
      'a drawing that multiplies itself by <use>',
      'a.svg',
      svg(
        nested(
          (id, inner) => `<g id="${id}">${inner}</g>`,
          (id) => `<use href="#${id}"/>`,
        ),
      ),
      '200000 elements',
    ],
    [
      'one that does by the older xlink:href',
      'a.svg',
      svg(
        nested(
          (id, inner) => `<symbol id="${id}">${inner}</symbol>`,
          (id) => `<use xlink:href=" #${id}"/>`,
        ),
      ),
      '200000 elements',
    ],
    [
      'one that goes deeper than any drawing',
      'a.svg',
      svg(Array.from({ length: 5000 }, (_, at) => `<g id="g${at}"><use href="#g${at + 1}"/></g>`).join('')),
      '200000 elements',
    ],
    [
      'one that does by patterns',
      'a.svg',
      svg(
        nested(
          (id, inner) => `<pattern id="${id}">${inner}</pattern>`,
          (id) => `<rect style="fill:url(#${id})"/>`,
        ),
      ),
      '200000 elements',
    ],
    [
      'one that does by a style sheet',
      'a.svg',
      svg(
        `<style>${'abcdefgh'
          .split('')
          .map((id) => `.${id}{fill:url("#${id}")}`)
          .join('')}</style>${nested(
          (id, inner) => `<pattern id="${id}">${inner}</pattern>`,
          (id) => `<rect class="${id}"/>`,
        )}`,
      ),
      '200000 elements',
    ],
    ['another base', 'a.svg', svg('<use href="#a"/>', 'xml:base="https://x.example/"'), 'has xml:base="..."'],
    ['a fill from elsewhere', 'a.svg', svg('<rect fill="url(x.svg#g)"/>'), 'refers to something outside in fill="..."'],
    [
      'a document type',
      'a.svg',
      new TextEncoder().encode('<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'declares a document type',
    ],
    [
      'a style sheet',
      'a.svg',
      new TextEncoder().encode('<?xml-stylesheet href="x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'xml-stylesheet',
    ],
    ['a web page', 'a.svg', new TextEncoder().encode('<html><body/></html>'), 'it begins with <html>'],
    ['a drawing cut short', 'a.svg', frontDesk.subarray(0, frontDesk.length - 20), 'is not well-formed SVG'],
    ['nothing', 'a.svg', new Uint8Array(), 'is not well-formed SVG'],
    ['a PNG named SVG', 'a.svg', realPng, 'is no SVG picture'],
    ['an SVG named PNG', 'a.png', frontDesk, 'is no PNG picture'],
    ['a JPEG named PNG', 'a.png', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46), 'is no PNG picture'],
    ['a PNG cut short', 'a.png', realPng.subarray(0, realPng.length - 30), 'ends too early'],
    ['a PNG cut in its header', 'a.png', realPng.subarray(0, 21), 'ends too early'],
    ['a PNG without its header', 'a.png', withBytes(realPng, 12, 0x49, 0x44, 0x41, 0x54), 'has no PNG header'],
    ['a PNG too wide', 'a.png', withBytes(realPng, 16, 0, 0, 0x40, 0), 'is 16384 by 720 pixels'],
    ['a PNG without height', 'a.png', withBytes(realPng, 20, 0, 0, 0, 0), 'is 1280 by 0 pixels'],
    ['too many bytes', 'a.png', new Uint8Array(pictureBytesMax + 1), `has ${pictureBytesMax + 1} bytes`],
  ];
  test.each(bad)('%s is refused', (_what, name, bytes, says) => {
    const fault = pictureFault(name, bytes);
    expect(fault?.message.startsWith(`"${name}" `)).toBe(true);
    expect(fault?.message).toContain(says);
    expect(fault?.remedy).toMatch(/\w/);
  });

  it('names the line of the picture', () => {
    expect(pictureFault('a.svg', svg('\n\n<script/>'))?.message).toContain('(line 4 of the picture)');
  });
});

describe('[LG17] a scenario with pictures', () => {
  const problemsOf = (text: string, media: ReadonlyMap<string, Uint8Array>) => {
    try {
      parseScenario(text, 'scenario.yaml', media);
    } catch (thrown) {
      if (thrown instanceof ScenarioRejected) return thrown.problems;
      throw thrown;
    }
    return [];
  };
  /** The pictures of Driftwood with these instead or gone. */
  const media = (changed: Readonly<Record<string, Uint8Array | null>> = {}): Map<string, Uint8Array> =>
    new Map(
      Object.entries({ 'front-desk.svg': frontDesk, 'front-desk.de.svg': germanDesk, ...changed }).flatMap(([name, bytes]) =>
        bytes === null ? [] : [[name, bytes] as const],
      ),
    );
  const line = driftwood.split('\n').findIndex((text) => text.includes('image: { en: front-desk.svg')) + 1;

  it('is whole with its picture', () => {
    expect(problemsOf(driftwood, media())).toEqual([]);
  });

  it('is refused before anything is simulated when a picture is not there, with the nearest name', () => {
    expect(problemsOf(driftwood, media({ 'front-desk.svg': null, 'front-desc.svg': frontDesk }))).toEqual([
      {
        code: 'language/missing-picture',
        line,
        column: expect.any(Number),
        path: expect.stringMatching(/^briefing\.exhibits\.\d+\.image\.en$/),
        message: 'there is no file "front-desk.svg" in the media folder beside the scenario',
        remedy: expect.stringContaining('front-desc.svg'),
      },
    ]);
    expect(problemsOf(driftwood, new Map())[0]?.remedy).toBe('make a folder "media" beside the scenario and put the file there');
  });

  it('is refused for a kind that shows a picture where there is none, and for an "alt" alone', () => {
    const shown = /\n {6}image: [^\n]+\n/;
    expect(driftwood).toMatch(shown);
    const [bare] = problemsOf(driftwood.replace(shown, '\n'), new Map());
    expect(bare).toMatchObject({ code: 'language/missing-picture', path: expect.stringMatching(/exhibits\.\d+\.kind$/) });
    expect(bare?.remedy).toContain('image: front-desk.svg');
    const [alone] = problemsOf(driftwood.replace(shown, '\n').replace('kind: image', 'kind: document'), new Map());
    expect(alone).toMatchObject({ path: expect.stringMatching(/exhibits\.\d+\.alt$/), remedy: expect.stringContaining('take "alt" out') });
  });

  it('is refused for a picture of one language, at that language', () => {
    expect(problemsOf(driftwood, media({ 'front-desk.de.svg': realPng })).map(({ code, path }) => [code, path.split('.').at(-1)])).toEqual([
      ['language/bad-picture', 'de'],
    ]);
  });

  it('[LG15] has one picture for all languages, or one for each', () => {
    const written = 'image: { en: front-desk.svg, de: front-desk.de.svg }';
    expect(driftwood).toContain(written);
    expect(problemsOf(driftwood.replace(written, 'image: front-desk.svg'), media())).toEqual([]);
    expect(problemsOf(driftwood.replace(written, 'image: { en: front-desk.svg }'), media())).toMatchObject([
      { code: 'language/missing-language', line, message: expect.stringContaining('this picture is not there in "de"') },
    ]);
    expect(problemsOf(driftwood.replace(written, 'image: { de: front-desk.svg }'), media())).toMatchObject([
      { code: 'language/invalid', line },
    ]);
    const twice = driftwood.replace(written, 'image: { en: front-desk.svg, de: front-desk.svg }');
    expect(problemsOf(twice, media({ 'front-desk.svg': realPng }))).toHaveLength(1);
  });

  it('takes pictures of the kinds that are looked into, by plain names', () => {
    for (const name of ['desk.gif', 'desk.pdf', '../desk.svg', 'two words.svg', 'desk']) {
      expect(problemsOf(driftwood.replace('en: front-desk.svg', `en: "${name}"`), media())).toMatchObject([
        { code: 'language/invalid', line, message: expect.stringContaining('ending in .svg, .png, .jpg or .webp') },
      ]);
    }
  });

  it('is refused for a picture that is none, together with everything else that is wrong', () => {
    const text = driftwood.replace('title: Operation Driftwood', 'title: { en: Operation Driftwood }');
    const problems = problemsOf(text, media({ 'front-desk.svg': realPng }));
    expect(problems.map(({ code }) => code)).toContain('language/bad-picture');
  });

  it('needs a picture to say what it shows', () => {
    const lines = driftwood.split('\n');
    const at = lines.findIndex((text) => text.trim() === 'alt:');
    const end = lines.findIndex((text, index) => index > at && /^\s{0,6}\S/.test(text) && !/^\s{8}/.test(text));
    const text = [...lines.slice(0, at), ...lines.slice(end)].join('\n');
    expect(problemsOf(text, media()).map(({ code, line: where }) => [code, where])).toEqual([['language/missing-alt', line]]);
  });
});
