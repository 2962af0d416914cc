import { utf8 } from '@scure/base';
import { SaxesParser, type SaxesTagNS } from 'saxes';

/** Larger pictures are refused: every exhibit travels with the exercise. */
export const pictureBytesMax = 2_000_000;
/** Width and height of a PNG, in pixels. */
export const picturePixelsMax = 8192;

/** Why a picture cannot be an exhibit, for its author. */
export interface PictureFault {
  readonly message: string;
  readonly remedy: string;
}

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
  const fault = /\.png$/i.test(fileName) ? pngFault(bytes) : svgFault(bytes);
  return fault === null ? null : { message: `"${fileName}" ${fault.message}`, remedy: fault.remedy };
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** PNG specification (W3C, third edition), 5.3: length, type and checksum of a chunk. */
const chunkFrameBytes = 12;

function pngFault(bytes: Uint8Array): PictureFault | null {
  if (!pngSignature.every((byte, at) => bytes[at] === byte)) {
    return { message: 'is no PNG picture, whatever its name says', remedy: 'save it as PNG, or give it the ending of what it is' };
  }
  const cut = { message: 'ends too early: a part of the picture is missing', remedy: 'copy the file again, or save it again as PNG' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = pngSignature.length;
  for (let isFirst = true; at + chunkFrameBytes <= bytes.length; isFirst = false) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + chunkFrameBytes + length > bytes.length) return cut;
    if (isFirst) {
      if (type !== 'IHDR' || length !== 13) return { message: 'has no PNG header', remedy: cut.remedy };
      const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      if (width === 0 || height === 0 || width > picturePixelsMax || height > picturePixelsMax) {
        return {
          message: `is ${width} by ${height} pixels; from 1 to ${picturePixelsMax} each way can be shown`,
          remedy: 'save it in another size',
        };
      }
    }
    if (type === 'IEND') return null;
    at += chunkFrameBytes + length;
  }
  return cut;
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
  let isRoot = true;
  let stylesOpen = 0;
  // As a browser reads it: what a comment or a CDATA section cuts apart is one style sheet.
  let css = '';
  parser.on('doctype', () => found('declares a document type', 'remove the <!DOCTYPE ...> line'));
  parser.on('processinginstruction', ({ target }) => found(`has the instruction <?${target} ...?>`, 'remove it'));
  parser.on('opentag', (tag) => {
    if (isRoot && (tag.uri !== svgNamespace || tag.local !== 'svg'))
      found(`is no SVG picture: it begins with <${tag.name}>`, 'save it as SVG');
    isRoot = false;
    if (tag.local.toLowerCase() === 'style') stylesOpen += 1;
    checkElement(tag, found);
  });
  parser.on('closetag', (tag) => {
    if (tag.local.toLowerCase() !== 'style') return;
    if (reachesOut(css)) found('has a style that refers to something outside', standsAlone);
    stylesOpen -= 1;
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

function checkElement(tag: SaxesTagNS, found: (message: string, remedy: string) => void): void {
  if (foreignElements.has(tag.local.toLowerCase())) found(`has a <${tag.name}>, which is no part of a picture`, `remove the <${tag.name}>`);
  const target = tag.attributes.attributeName?.value.trim().toLowerCase() ?? '';
  const isLinkAnimated = /^(.*:)?(href|src)$/.test(target);
  if (/^(.*:)?on/.test(target)) found(`has a script for ${target} in <${tag.name}>`, `remove the <${tag.name}>`);
  for (const { name, local, value } of Object.values(tag.attributes)) {
    const plain = local.toLowerCase();
    if (plain.startsWith('on')) found(`has a script in ${name}="..."`, `remove ${name}="..."`);
    else if (name.toLowerCase() === 'xml:base') found(`has ${name}="...", which moves its references`, `remove ${name}="..."`);
    else if (isLinkAnimated && animatedValues.has(plain)) found(`changes a reference in ${name}="..."`, `remove the <${tag.name}>`);
    else if ((plain === 'href' || plain === 'src') && !ownParts.test(value))
      found(`refers to "${value.slice(0, 60)}" outside the file`, standsAlone);
    else if (reachesOut(value)) found(`refers to something outside in ${name}="..."`, standsAlone);
  }
}

/** CSS that may load something: an import, a `url()` of anything but a part of the same picture, or an escape that could spell one. */
function reachesOut(css: string): boolean {
  if (/@import|\bimage(-set)?\s*\(/i.test(css)) return true;
  if (css.includes('\\')) return true;
  return [...css.matchAll(/url\s*\(\s*["']?([^)]*)/gi)].some(([, target = '']) => !ownParts.test(target));
}
