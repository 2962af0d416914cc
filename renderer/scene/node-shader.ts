import { shaderHead } from './scene-uniforms.ts';

const instance = /* glsl */ `
attribute vec3 iPosition;
attribute vec2 iScale;
/** tone, emphasis, ghost, node index */
attribute vec4 iLook;
uniform float uHover;
varying vec3 vView;
varying vec3 vColour;
/** emphasis, ghost, hovered */
varying vec3 vLook;
void passLook() {
  vColour = uTones[int(iLook.x + 0.5)];
  vLook = vec3(iLook.yz, abs(uHover - iLook.w) < 0.5 ? 1.0 : 0.0);
}`;

const light = /* glsl */ `
uniform float uShade;
uniform float uRim;
varying vec3 vView;
varying vec3 vColour;
varying vec3 vLook;
const vec3 lamp = vec3(-0.4362, 0.7270, 0.5331);
vec3 lit(vec3 normal) {
  vec3 eye = normalize(-vView);
  float facing = clamp(dot(normal, eye), 0.0, 1.0);
  if (vLook.y > 0.5) {
    float stripe = fract((gl_FragCoord.x + gl_FragCoord.y) / 7.0);
    if (facing > 0.28 && stripe > 0.34) discard;
    return vColour;
  }
  vec3 colour = vColour * mix(1.0 - uShade, 1.08, 0.5 + 0.5 * dot(normal, lamp));
  colour += uRim * pow(1.0 - facing, 2.5) * mix(vColour, vec3(1.0), 0.4);
  colour += 0.16 * pow(clamp(dot(normal, normalize(lamp + eye)), 0.0, 1.0), 28.0);
  colour += vLook.z * 0.12;
  if (vLook.x < 0.5) colour = mix(colour, uBackground, 0.6);
  return colour;
}
vec3 fogged(vec3 colour) { return mix(colour, uBackground, fogAt(-vView.z)); }`;

export const solidVertex = /* glsl */ `
${shaderHead}
${instance}
varying vec3 vNormal;
void main() {
  vec3 scale = vec3(iScale.x, iScale.y, iScale.x);
  vec4 view = modelViewMatrix * vec4(position * scale + iPosition, 1.0);
  vNormal = normalize(normalMatrix * (normal / scale));
  vView = view.xyz;
  passLook();
  gl_Position = projectionMatrix * view;
}`;

export const solidFragment = /* glsl */ `
${shaderHead}
${light}
varying vec3 vNormal;
void main() { gl_FragColor = vec4(fogged(lit(normalize(vNormal))), 1.0); }`;

/** A sphere is a square that faces the camera, rounded by its fragments: four vertices instead of a thousand, and round at any size. */
export const sphereVertex = /* glsl */ `
${shaderHead}
${instance}
varying vec2 vDisc;
void main() {
  vec4 view = modelViewMatrix * vec4(iPosition, 1.0);
  vDisc = position.xy * 1.06;
  view.xy += vDisc * iScale.x;
  vView = view.xyz;
  passLook();
  gl_Position = projectionMatrix * view;
}`;

export const sphereFragment = /* glsl */ `
${shaderHead}
${light}
varying vec2 vDisc;
void main() {
  float away = length(vDisc);
  float edge = max(fwidth(away), 0.0001);
  float cover = clamp((1.0 - away) / edge + 0.5, 0.0, 1.0);
  if (cover < 0.02) discard;
  vec3 normal = vec3(vDisc, sqrt(max(0.0, 1.0 - away * away)));
  gl_FragColor = vec4(fogged(lit(normalize(normal))), cover);
}`;
