import { utf8 } from '@scure/base';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { drawnElementsMax, PictureWeight } from './picture-weight.ts';
import { type PictureFault, picturePixelsMax, rasterFault } from './raster-picture.ts';

/** Larger pictures are refused: every exhibit travels with the exercise. */
export const pictureBytesMax = 2_000_000;
/** Kinds of pictures by the ending of their names. */
const mediaTypes: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};

/** The media type that goes with a file name; null for anything that cannot be an exhibit. */
export const pictureType = (fileName: string): string | null => mediaTypes[fileName.split('.').at(-1)?.toLowerCase() ?? ''] ?? null;

/**
 * Looks into an exhibit's picture: is it whole, is it what its name ends in, and does it carry nothing but a picture? Windows show it by an
 * `<img>` in any case, where no script runs (SVG 2, secure static mode); here its author learns of it in time. Null when it can be shown.
 */
export function pictureFault(fileName: string, bytes: Uint8Array): PictureFault | null {
  if (bytes.length > pictureBytesMax) {
    return {
      message: `"${fileName}" has ${bytes.length} bytes, more than ${pictureBytesMax}`,
      remedy: 'save it smaller or with fewer details',
    };
  }
  const type = pictureType(fileName);
  const fault = type === null || type === 'image/svg+xml' ? svgFault(bytes) : rasterFault(type, bytes);
  return fault === null ? null : { message: `"${fileName}" ${fault.message}`, remedy: fault.remedy };
}

const svgNamespace = 'http://www.w3.org/2000/svg';
const foreignElements = new Set(['script', 'foreignobject', 'iframe', 'object', 'embed', 'audio', 'video', 'link', 'handler', 'listener']);
/** What an animation sets its attribute to. */
const animatedValues = new Set(['to', 'from', 'by', 'values']);
const ownParts = /^\s*(#|data:image\/(png|jpeg|gif|webp);base64,)/i;
const standsAlone = 'a picture must stand alone: draw it into the file, or embed it as a data: picture';

function svgFault(bytes: Uint8Array): PictureFault | null {
  const text = utf8Text(bytes);
  if (text === null) {
    return { message: 'is no SVG picture: it is not UTF-8 text', remedy: 'save it as SVG in UTF-8, or give it the ending of what it is' };
  }
  const parser = new SaxesParser({ xmlns: true });
  let fault: PictureFault | null = null;
  const found = (message: string, remedy: string): void => {
    fault ??= { message: `${message} (line ${parser.line} of the picture)`, remedy };
  };
  const weight = new PictureWeight();
  let isRoot = true;
  let stylesOpen = 0;
  // As a browser reads it: what a comment or a CDATA section cuts apart is one style sheet.
  let css = '';
  parser.on('doctype', () => found('declares a document type', 'remove the <!DOCTYPE ...> line'));
  parser.on('processinginstruction', ({ target }) => found(`has the instruction <?${target} ...?>`, 'remove it'));
  parser.on('opentag', (tag) => {
    if (isRoot && (tag.uri !== svgNamespace || tag.local !== 'svg'))
      found(`is no SVG picture: it begins with <${tag.name}>`, 'save it as SVG');
    if (isRoot) checkSize(tag, found);
    isRoot = false;
    if (tag.local.toLowerCase() === 'style') stylesOpen += 1;
    checkElement(tag, found);
    weight.begin({ name: tag.local, id: tag.attributes['id']?.value ?? null, references: referencesOf(tag) });
  });
  parser.on('closetag', (tag) => {
    weight.end();
    if (tag.local.toLowerCase() !== 'style') return;
    const reach = reachOf(css);
    if (reach !== null) found(`has a style that ${reach.what}`, reach.remedy);
    stylesOpen -= 1;
    if (stylesOpen === 0) weight.style(ownReferences(css));
    if (stylesOpen === 0) css = '';
  });
  const style = (part: string): void => {
    if (stylesOpen > 0) css += part;
  };
  parser.on('text', style);
  parser.on('cdata', style);
  parser.on('error', ({ message }) =>
    found(`is not well-formed SVG: ${message.replace(/^\d+:\d+: /, '')}`, 'open it in a drawing program and save it again'),
  );
  parser.write(text).close();
  if (fault === null && weight.total() > drawnElementsMax) {
    found(
      `comes to more than ${drawnElementsMax} elements, because parts of it are shown again and again by others`,
      'show fewer copies by <use>, patterns, masks and markers',
    );
  }
  return fault;
}

/** Null when the bytes are not UTF-8. A byte order mark is taken away. */
function utf8Text(bytes: Uint8Array): string | null {
  try {
    return utf8.encode(bytes);
  } catch {
    return null;
  }
}

/** Parts of the same picture that are referred to by `url(#...)`. */
const ownReferences = (css: string): string[] => [...css.matchAll(/url\s*\(\s*["']?\s*#([^)"'\s]*)/gi)].map(([, id = '']) => id);

/** The same by any attribute of an element, `href` included. */
function referencesOf(tag: SaxesTagNS): string[] {
  return Object.values(tag.attributes).flatMap(({ local, value }) =>
    local.toLowerCase() === 'href' ? [...value.matchAll(/^\s*#(\S+)/g)].map(([, id = '']) => id) : ownReferences(value),
  );
}

function checkElement(tag: SaxesTagNS, found: (message: string, remedy: string) => void): void {
  if (foreignElements.has(tag.local.toLowerCase())) found(`has a <${tag.name}>, which is no part of a picture`, `remove the <${tag.name}>`);
  const target = tag.attributes.attributeName?.value.trim().toLowerCase() ?? '';
  const isLinkAnimated = /^(.*:)?(href|src)$/.test(target);
  if (/^(.*:)?on/.test(target)) found(`has a script for ${target} in <${tag.name}>`, `remove the <${tag.name}>`);
  for (const { name, local, value, uri } of Object.values(tag.attributes)) {
    const plain = local.toLowerCase();
    const reach = readNamespaces.has(uri) ? reachOf(value) : null;
    if (plain.startsWith('on')) found(`has a script in ${name}="..."`, `remove ${name}="..."`);
    else if (name.toLowerCase() === 'xml:base') found(`has ${name}="...", which moves its references`, `remove ${name}="..."`);
    else if (isLinkAnimated && animatedValues.has(plain)) found(`changes a reference in ${name}="..."`, `remove the <${tag.name}>`);
    else if ((plain === 'href' || plain === 'src') && !ownParts.test(value))
      found(`refers to "${value.slice(0, 60)}" outside the file`, standsAlone);
    else if (reach !== null) found(`${reach.what} in ${name}="..."`, reach.remedy);
  }
}

/** Of attributes only these are read by who draws; what a drawing program notes for itself under a prefix of its own is not. */
const readNamespaces: ReadonlySet<string> = new Set([
  '',
  svgNamespace,
  'http://www.w3.org/1999/xlink',
  'http://www.w3.org/XML/1998/namespace',
]);

/** CSS that may load something: an import, a `url()` of anything but a part of the same picture, or an escape that could spell one. */
function reachOf(css: string): { readonly what: string; readonly remedy: string } | null {
  const outside = { what: 'refers to something outside', remedy: standsAlone };
  if (/@import|\bimage(-set)?\s*\(/i.test(css)) return outside;
  if (css.includes('\\'))
    return { what: 'has a backslash', remedy: 'write it without: in a drawing a backslash can spell a reference that nobody sees' };
  return [...css.matchAll(/url\s*\(\s*["']?([^)]*)/gi)].some(([, target = '']) => !ownParts.test(target)) ? outside : null;
}

/** CSS 2, 4.3.2: pixels in a unit. Percentages and the units of fonts depend on where a picture is shown. */
const pixelsOf: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 9.6 / 2.54,
  q: 2.4 / 2.54,
};

function checkSize(root: SaxesTagNS, found: (message: string, remedy: string) => void): void {
  for (const side of ['width', 'height'] as const) {
    const written = /^\s*([+-]?[\d.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(root.attributes[side]?.value ?? '');
    const unit = pixelsOf[written?.[2]?.toLowerCase() ?? ''];
    if (written === null || unit === undefined) continue;
    const pixels = Math.round(Number(written[1]) * unit);
    if (pixels >= 1 && pixels <= picturePixelsMax) continue;
    found(
      `has a ${side} of ${pixels} pixels; from 1 to ${picturePixelsMax} each way can be shown`,
      `write a smaller ${side} at <svg>; the "viewBox" may stay as it is`,
    );
  }
}
