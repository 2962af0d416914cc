import { shaderHead } from './scene-uniforms.ts';

/** Figures around a node, drawn in pixels so that their strokes stay crisp at any distance. */
export const markVertex = /* glsl */ `
${shaderHead}
attribute vec3 iPosition;
/** figure, tone, half width, half height (world) */
attribute vec4 iMark;
varying vec2 vPx;
varying vec2 vRadius;
varying float vFigure;
varying vec3 vColour;
varying float vDepth;
void main() {
  vec4 view = modelViewMatrix * vec4(iPosition, 1.0);
  vec4 clip = projectionMatrix * view;
  float pxPerUnit = 0.5 * uViewport.y * projectionMatrix[1][1] / max(clip.w, 0.001);
  vRadius = vec2(max(iMark.z, iMark.w), iMark.w) * pxPerUnit;
  vec2 reach = vec2(vRadius.x + 18.0);
  if (iMark.x > 1.5 && iMark.x < 2.5) reach.y += 26.0;
  vPx = position.xy * reach;
  vec4 near = projectionMatrix * vec4(view.xy, view.z + max(iMark.z, iMark.w) * 1.05, 1.0);
  clip.xy += vPx / (0.5 * uViewport) * clip.w;
  clip.z = near.z / near.w * clip.w;
  vFigure = iMark.x;
  vColour = uTones[int(iMark.y + 0.5)];
  vDepth = clip.w;
  gl_Position = clip;
}`;

/** Figures by number; MarkLayer names them. */
export const markFragment = /* glsl */ `
${shaderHead}
varying vec2 vPx;
varying vec2 vRadius;
varying float vFigure;
varying vec3 vColour;
varying float vDepth;
float line(float d, float width) { return clamp(width * 0.5 + 0.5 - abs(d), 0.0, 1.0); }
float disc(vec2 p, float r) { return clamp(r + 0.5 - length(p), 0.0, 1.0); }
float segment(vec2 p, vec2 a, vec2 b, float width) {
  vec2 ab = b - a;
  return line(length(p - a - ab * clamp(dot(p - a, ab) / dot(ab, ab), 0.0, 1.0)), width);
}
/** Small nodes get smaller marks. */
float scale() { return clamp(vRadius.x / 17.0, 0.55, 1.0); }
float ring(float gap, float width) { return line(length(vPx) - vRadius.x - gap * scale(), mix(1.0, width, scale())); }
float brackets(vec2 p, float reach) {
  vec2 q = abs(p);
  float arm = max(reach * 0.42, 5.0);
  float frame = line(max(q.x, q.y) - reach, 2.4);
  return frame * step(reach - arm, q.y) * step(reach - arm, q.x);
}
/** p, ink: in the badge's own pixels, counted from its centre. */
vec4 badge(vec2 p, float ink) {
  float plate = disc(p, 7.5);
  return vec4(mix(vColour, uBackground, ink), plate);
}
vec2 corner(float x, float y) { return vec2(x, y) * (vRadius.x * 0.74 + 4.0 * scale()); }
vec4 over(vec4 below, vec4 above) {
  float alpha = above.a + below.a * (1.0 - above.a);
  return vec4((above.rgb * above.a + below.rgb * below.a * (1.0 - above.a)) / max(alpha, 0.001), alpha);
}
vec4 figure() {
  vec4 plain = vec4(vColour, 0.0);
  int kind = int(vFigure + 0.5);
  if (kind == 0) return vec4(vColour, max(ring(6.0, 2.4), ring(10.5, 1.3)));
  if (kind == 1) return vec4(vColour, brackets(vPx, vRadius.x + 8.0 * scale()));
  if (kind == 2) {
    float top = vRadius.y + 7.0;
    vec2 p = vPx - vec2(0.0, top);
    float tip = step(0.0, p.y) * clamp((p.y * 0.62 - abs(p.x)) + 0.5, 0.0, 1.0) * step(p.y, 11.0);
    float beam = line(p.x, 2.0) * step(11.0, p.y) * clamp(1.0 - (p.y - 11.0) / 24.0, 0.0, 1.0);
    return vec4(vColour, max(max(tip, beam), ring(4.5, 1.6)));
  }
  if (kind == 3 || kind == 8) {
    vec2 p = (vPx - corner(0.9, 0.9)) / scale();
    float tick = max(segment(p, vec2(-3.4, 0.2), vec2(-1.0, -2.6), 2.0), segment(p, vec2(-1.0, -2.6), vec2(3.6, 2.8), 2.0));
    vec4 base = vec4(vColour, kind == 8 ? ring(5.0, 2.4) : ring(5.0, 1.4) * 0.8);
    return over(base, badge(p, tick));
  }
  if (kind == 4) {
    vec2 p = (vPx - corner(-0.9, 0.9)) / scale();
    return over(plain, badge(p, max(disc(p - vec2(0.0, 1.6), 2.6), segment(p, vec2(0.0, 0.0), vec2(0.0, -4.6), 1.4))));
  }
  if (kind == 5) {
    float glow = clamp(1.0 - abs(length(vPx) - vRadius.x - 4.0) / 9.0, 0.0, 1.0);
    return vec4(vColour, max(ring(4.0, 2.8), glow * glow * 0.35));
  }
  if (kind == 6) return vec4(vColour, ring(4.0, 1.4) * 0.85);
  if (kind == 7) {
    vec2 p = (vPx - corner(0.9, -0.9)) / scale();
    return over(plain, badge(p, max(line(length(p) - 4.2, 1.4), disc(p, 1.8))));
  }
  if (kind == 9) {
    float turn = fract(atan(vPx.y, vPx.x) / 6.2831853 * 14.0);
    return vec4(vColour, ring(6.0, 2.4) * step(turn, 0.6));
  }
  if (kind == 10) {
    vec2 p = (vPx - corner(0.9, 0.9)) / scale();
    float cross_ = max(segment(p, vec2(-3.0), vec2(3.0), 2.0), segment(p, vec2(-3.0, 3.0), vec2(3.0, -3.0), 2.0));
    vec2 slash = vec2(0.7071, 0.7071) * (vRadius.x + 5.0);
    vec4 halo = vec4(uBackground, segment(vPx, -slash, slash, 6.0));
    vec4 barred = over(halo, vec4(vColour, max(ring(5.0, 2.4), segment(vPx, -slash, slash, 2.4))));
    return over(barred, badge(p, cross_));
  }
  if (kind == 12) {
    float turn = fract(atan(vPx.y, vPx.x) / 6.2831853 * 18.0);
    vec2 p = (vPx - corner(0.9, 0.9)) / scale();
    float dots = max(disc(p, 1.1), max(disc(p - vec2(-3.6, 0.0), 1.1), disc(p - vec2(3.6, 0.0), 1.1)));
    return over(vec4(vColour, ring(6.0, 1.8) * step(turn, 0.32)), badge(p, dots));
  }
  vec2 p = (vPx - corner(-0.9, -0.9)) / scale();
  float lines = max(max(segment(p, vec2(-3.0, 2.4), vec2(3.0, 2.4), 1.2), segment(p, vec2(-3.0, 0.0), vec2(3.0, 0.0), 1.2)), segment(p, vec2(-3.0, -2.4), vec2(1.0, -2.4), 1.2));
  return over(plain, badge(p, lines));
}
void main() {
  vec4 colour = figure();
  if (colour.a < 0.01) discard;
  gl_FragColor = vec4(mix(colour.rgb, uBackground, fogAt(vDepth)), colour.a);
}`;
