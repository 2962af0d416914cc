import { shaderHead } from './scene-uniforms.ts';

const curve = /* glsl */ `
/** control points of the curve */
attribute vec3 iA;
attribute vec3 iB;
attribute vec3 iC;
attribute vec3 iD;
/** width in px, node index from, node index to, world length */
attribute vec4 iCurve;
/** style (+8: an arrow covers the end), tone, emphasis, edge index */
attribute vec4 iLook;
uniform float uHover;
uniform float uHoverEdge;
uniform float uPixelRatio;
vec3 pointAt(float t) {
  float s = 1.0 - t;
  return s * s * s * iA + 3.0 * s * s * t * iB + 3.0 * s * t * t * iC + t * t * t * iD;
}
vec4 clipAt(float t) { return projectionMatrix * modelViewMatrix * vec4(pointAt(t), 1.0); }
vec2 screen(vec4 clip) { return clip.xy / max(clip.w, 0.001) * 0.5 * uViewport; }
float hot() { return abs(uHover - iCurve.y) < 0.5 || abs(uHover - iCurve.z) < 0.5 || abs(uHoverEdge - iLook.w) < 0.5 ? 1.0 : 0.0; }
vec3 strokeColour() {
  vec3 colour = uTones[int(iLook.y + 0.5)];
  float strong = max(hot(), step(1.5, iLook.z));
  return iLook.z < 0.5 ? mix(colour, uBackground, 0.45) : mix(colour, uText, strong * 0.55);
}
float strokeWidth() { return iCurve.x * (1.0 + 0.25 * max(hot(), step(1.5, iLook.z))); }
`;

/** A strip along the curve, as wide as the stroke on screen. `position`: t, side (-1 or 1). */
export const strokeVertex = /* glsl */ `
${shaderHead}
${curve}
varying vec3 vColour;
/** px across, world length along, world length to the end, px half width */
varying vec4 vStroke;
/** style, world length, px left free for the arrow */
varying vec3 vKind;
varying float vDepth;
void main() {
  float t = position.x;
  vec4 clip = clipAt(t);
  vec2 along = t < 0.5 ? screen(clipAt(t + 0.03)) - screen(clip) : screen(clip) - screen(clipAt(t - 0.03));
  vec2 normal = length(along) > 0.001 ? normalize(vec2(-along.y, along.x)) : vec2(0.0, 1.0);
  float half_ = strokeWidth() * 0.5 + 1.0;
  clip.xy += normal * position.y * half_ / (0.5 * uViewport) * clip.w;
  float len = iCurve.w;
  float upTo = t * len;
  vStroke = vec4(position.y * half_, upTo, len - upTo, strokeWidth() * 0.5);
  vKind = vec3(mod(iLook.x, 8.0), len, iLook.x > 7.5 ? 5.0 + strokeWidth() : -1.0);
  vColour = strokeColour();
  vDepth = clip.w;
  gl_Position = clip;
}`;

export const strokeFragment = /* glsl */ `
${shaderHead}
uniform float uPixelRatio;
varying vec3 vColour;
varying vec4 vStroke;
/** style, world length, px left free for the arrow */
varying vec3 vKind;
varying float vDepth;
void main() {
  float pxPerUnit = 1.0 / max(fwidth(vStroke.y) * uPixelRatio, 0.0001);
  float across = abs(vStroke.x);
  float alpha = clamp(vStroke.w + 0.5 - across, 0.0, 1.0);
  if (vKind.x > 2.5) alpha *= 0.75 * clamp(1.0 - vStroke.y / vKind.y, 0.0, 1.0);
  else if (vKind.x > 1.5) {
    float period = max(0.3, 9.0 / pxPerUnit);
    float off = (fract(vStroke.y / period) - 0.5) * period * pxPerUnit;
    float radius = max(vStroke.w, 1.6);
    alpha = clamp(radius + 0.5 - length(vec2(off, vStroke.x)), 0.0, 1.0);
  } else if (vKind.x > 0.5) {
    float period = max(0.42, 11.0 / pxPerUnit);
    float off = abs(fract(vStroke.y / period) - 0.5) * period * pxPerUnit;
    alpha *= clamp(period * pxPerUnit * 0.3 + 0.5 - off, 0.0, 1.0);
  }
  alpha *= clamp(vStroke.z * pxPerUnit - vKind.z, 0.0, 1.0);
  if (alpha < 0.01) discard;
  gl_FragColor = vec4(mix(vColour, uBackground, fogAt(vDepth)), alpha);
}`;

/** A triangle in the plane of the screen with its tip at the end of the curve. `position`: back (0..1), side. */
export const arrowVertex = /* glsl */ `
${shaderHead}
${curve}
varying vec3 vColour;
varying float vDepth;
void main() {
  vec4 clip = clipAt(1.0);
  vec2 along = screen(clip) - screen(clipAt(0.94));
  vec2 direction = length(along) > 0.001 ? normalize(along) : vec2(1.0, 0.0);
  vec2 normal = vec2(-direction.y, direction.x);
  float size = min(7.0 + strokeWidth() * 1.5, 0.34 * uViewport.y * projectionMatrix[1][1] / clip.w);
  vec2 offset = -direction * position.x * size + normal * position.y * size * 0.46;
  clip.xy += offset / (0.5 * uViewport) * clip.w;
  vColour = strokeColour();
  vDepth = clip.w;
  gl_Position = clip;
}`;

export const arrowFragment = /* glsl */ `
${shaderHead}
varying vec3 vColour;
varying float vDepth;
void main() { gl_FragColor = vec4(mix(vColour, uBackground, fogAt(vDepth)), 1.0); }`;
