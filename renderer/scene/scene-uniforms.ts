import { Vector2, Vector3 } from 'three';
import { type Palette, palettes, type Theme } from '../view/palette.ts';
import { toneCount } from '../view/scene-view.ts';

/** Colours are used as they are written: nothing is converted on the way to the screen. */
export function rgb(hex: string): Vector3 {
  const value = Number.parseInt(hex.slice(1), 16);
  return new Vector3((value >> 16) & 255, (value >> 8) & 255, value & 255).divideScalar(255);
}

/** One set of uniforms, shared by every material of a scene. */
export function createUniforms() {
  return {
    uTones: { value: Array.from({ length: toneCount }, () => new Vector3()) },
    uBackground: { value: new Vector3() },
    uText: { value: new Vector3() },
    uGrid: { value: new Vector3() },
    uGridStrong: { value: new Vector3() },
    uShade: { value: 0.5 },
    uRim: { value: 0.2 },
    /** Canvas in CSS pixels. */
    uViewport: { value: new Vector2(1, 1) },
    uPixelRatio: { value: 1 },
    /** View distance where fog begins and where it hides everything. */
    uFog: { value: new Vector2(1, 2) },
    uTarget: { value: new Vector3() },
    uHover: { value: -1 },
    uHoverEdge: { value: -1 },
  };
}

export type SceneUniforms = ReturnType<typeof createUniforms>;

export function applyTheme(uniforms: SceneUniforms, theme: Theme): Palette {
  const palette = palettes[theme];
  palette.tones.forEach((hex, tone) => {
    uniforms.uTones.value[tone]?.copy(rgb(hex));
  });
  uniforms.uBackground.value.copy(rgb(palette.background));
  uniforms.uText.value.copy(rgb(palette.text));
  uniforms.uGrid.value.copy(rgb(palette.grid));
  uniforms.uGridStrong.value.copy(rgb(palette.gridStrong));
  uniforms.uShade.value = palette.shade;
  uniforms.uRim.value = palette.rim;
  return palette;
}

/** GLSL shared by all vertex and fragment stages. */
export const shaderHead = /* glsl */ `
uniform vec3 uTones[${toneCount}];
uniform vec3 uBackground;
uniform vec3 uText;
uniform vec2 uViewport;
uniform vec2 uFog;
float fogAt(float viewDistance) { return smoothstep(uFog.x, uFog.y, viewDistance) * 0.88; }
`;
