import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parseScenario } from '../../../core/language/parse-scenario.ts';
import { pictureBytesMax, pictureFault } from '../../../core/language/picture.ts';
import { ScenarioRejected } from '../../../core/language/problem.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
const driftwood = readFileSync(join(project, 'scenarios/driftwood/scenario.yaml'), 'utf8');
const frontDesk = new Uint8Array(readFileSync(join(project, 'scenarios/driftwood/media/front-desk.svg')));
/** A photograph-like PNG that some other program wrote. */
const realPng = new Uint8Array(readFileSync(join(project, 'docs/screenshots/library-dark-1280.png')));

const svg = (inside: string, attributes = ''): Uint8Array =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>\n${inside}\n</svg>`,
  );
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
    ['a style in disguise', 'a.svg', svg('<style>rect { fill: u\\72l(https://x.example/a) }</style>'), 'has a style that refers'],
    ['a style cut by CDATA', 'a.svg', svg('<style>@im<![CDATA[port "https://x.example/a";]]></style>'), 'has a style that refers'],
    ['a style cut by a comment', 'a.svg', svg('<style>a{fill:ur<!-- -->l(https://x.example/a)}</style>'), 'has a style that refers'],
    ['a link set later', 'a.svg', svg('<image><set attributeName="href" to="https://x.example/p"/></image>'), 'in to="..."'],
    ['a link animated', 'a.svg', svg('<animate attributeName="xlink:href" values="https://x.example/p;#a"/>'), 'in values="..."'],
    ['a handler set later', 'a.svg', svg('<set attributeName="onclick" to="go()"/>'), 'has a script for onclick'],
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
  const line = driftwood.split('\n').findIndex((text) => text.includes('image: front-desk.svg')) + 1;

  it('is whole with its picture', () => {
    expect(problemsOf(driftwood, new Map([['front-desk.svg', frontDesk]]))).toEqual([]);
  });

  it('is refused before anything is simulated when a picture is not there, with the nearest name', () => {
    expect(problemsOf(driftwood, new Map([['front-desc.svg', frontDesk]]))).toEqual([
      {
        code: 'language/missing-picture',
        line,
        column: expect.any(Number),
        path: expect.stringMatching(/^briefing\.exhibits\.\d+\.image$/),
        message: 'there is no file "front-desk.svg" in the media folder beside the scenario',
        remedy: expect.stringContaining('front-desc.svg'),
      },
    ]);
    expect(problemsOf(driftwood, new Map())[0]?.remedy).toBe('make a folder "media" beside the scenario and put the file there');
  });

  it('is refused for a picture that is none, together with everything else that is wrong', () => {
    const text = driftwood.replace('title: Operation Driftwood', 'title: { en: Operation Driftwood }');
    const problems = problemsOf(text, new Map([['front-desk.svg', realPng]]));
    expect(problems.map(({ code }) => code)).toContain('language/bad-picture');
  });

  it('needs a picture to say what it shows', () => {
    const lines = driftwood.split('\n');
    const at = lines.findIndex((text) => text.trim() === 'alt:');
    const end = lines.findIndex((text, index) => index > at && /^\s{0,6}\S/.test(text) && !/^\s{8}/.test(text));
    const text = [...lines.slice(0, at), ...lines.slice(end)].join('\n');
    expect(problemsOf(text, new Map([['front-desk.svg', frontDesk]])).map(({ code, line: where }) => [code, where])).toEqual([
      ['language/missing-alt', line],
    ]);
  });
});
