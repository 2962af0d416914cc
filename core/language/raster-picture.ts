/** Why a picture cannot be an exhibit, for its author. */
export interface PictureFault {
  readonly message: string;
  readonly remedy: string;
}

/** Width and height, in pixels. */
export const picturePixelsMax = 8192;

/** PNG, JPEG and WebP: is it whole, is it what its name ends in, and can it be shown? Null when all of it holds. */
export function rasterFault(type: string, bytes: Uint8Array): PictureFault | null {
  if (type === 'image/png') return pngFault(bytes);
  return type === 'image/jpeg' ? jpegFault(bytes) : webpFault(bytes);
}

const isNone = (kind: string): PictureFault => ({
  message: `is no ${kind} picture, whatever its name says`,
  remedy: `save it as ${kind}, or give it the ending of what it is`,
});
const cut: PictureFault = { message: 'ends too early: a part of the picture is missing', remedy: 'copy the file again, or save it again' };

function sizeFault(width: number, height: number): PictureFault | null {
  if (width >= 1 && height >= 1 && width <= picturePixelsMax && height <= picturePixelsMax) return null;
  return {
    message: `is ${width} by ${height} pixels; from 1 to ${picturePixelsMax} each way can be shown`,
    remedy: 'save it in another size',
  };
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const textAt = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** PNG specification (W3C, third edition), 5.3: length, type and checksum of a chunk. */
const chunkFrameBytes = 12;

function pngFault(bytes: Uint8Array): PictureFault | null {
  if (!pngSignature.every((byte, at) => bytes[at] === byte)) {
    return isNone('PNG');
  }
  const view = viewOf(bytes);
  let at = pngSignature.length;
  for (let isFirst = true; at + chunkFrameBytes <= bytes.length; isFirst = false) {
    const length = view.getUint32(at);
    const type = textAt(bytes, at + 4, 4);
    if (at + chunkFrameBytes + length > bytes.length) return cut;
    if (isFirst) {
      if (type !== 'IHDR' || length !== 13) return { message: 'has no PNG header', remedy: cut.remedy };
      const fault = sizeFault(view.getUint32(at + 8), view.getUint32(at + 12));
      if (fault !== null) return fault;
    }
    if (type === 'IEND') return null;
    at += chunkFrameBytes + length;
  }
  return cut;
}

/** ITU-T T.81, B.1: markers. Frame headers are C0 to CF without the tables C4, C8 and CC; D0 to D9 and 01 stand alone. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
const [scanMarker, endMarker] = [0xda, 0xd9];

function jpegFault(bytes: Uint8Array): PictureFault | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return isNone('JPEG');
  const view = viewOf(bytes);
  let isSized = false;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return cut;
    if (marker === 0xff || standsAlone(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (marker === endMarker || at + 2 + length > bytes.length) return cut;
    if (isFrame(marker)) {
      if (length < 8) return cut;
      const fault = sizeFault(view.getUint16(at + 7), view.getUint16(at + 5));
      if (fault !== null) return fault;
      isSized = true;
    }
    // From the first scan on only its end matters: inside of one no FF is followed by D9.
    if (marker === scanMarker) return isSized && hasEnd(bytes, at + 2 + length) ? null : cut;
    at += 2 + length;
  }
  return cut;
}

function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at >= from; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === endMarker) return true;
  return false;
}

/** RFC 9649: the container's length, and the size in the first chunk, which is of one of three kinds. */
function webpFault(bytes: Uint8Array): PictureFault | null {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return isNone('WebP');
  const view = viewOf(bytes);
  if (bytes.length < 30 || view.getUint32(4, true) + 8 > bytes.length) return cut;
  const kind = textAt(bytes, 12, 4);
  if (kind === 'VP8X') return sizeFault(1 + (view.getUint32(24, true) & 0xffffff), 1 + (view.getUint32(26, true) >>> 8));
  if (kind === 'VP8L') {
    const packed = view.getUint32(21, true);
    return bytes[20] === 0x2f ? sizeFault(1 + (packed & 0x3fff), 1 + ((packed >>> 14) & 0x3fff)) : cut;
  }
  return kind === 'VP8 ' ? sizeFault(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff) : isNone('WebP');
}
