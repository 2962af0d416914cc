import { Tone, toneCount } from './scene-view.ts';

export type Theme = 'dark' | 'light';

export interface Palette {
  /** Hex colours `#rrggbb`, by Tone. */
  readonly tones: readonly string[];
  readonly background: string;
  readonly grid: string;
  readonly gridStrong: string;
  readonly text: string;
  readonly textQuiet: string;
  /** Plate behind a label. */
  readonly plate: string;
  readonly plateBorder: string;
  /** Strength of the light falling on solids, 0..1, and of the rim around them. */
  readonly shade: number;
  readonly rim: number;
}

function byTone(colours: Readonly<Record<keyof typeof Tone, string>>): string[] {
  const tones = new Array<string>(toneCount).fill('#000000');
  for (const [name, index] of Object.entries(Tone)) tones[index] = colours[name as keyof typeof Tone];
  return tones;
}

const dark: Palette = {
  tones: byTone({
    Address: '#8fa6bd',
    Transaction: '#d7dfe8',
    Service: '#7f93d6',
    Victim: '#5fc3e0',
    Suspect: '#f0655a',
    Cleared: '#63b98a',
    Start: '#cbd6e2',
    Fact: '#6f8296',
    Inference: '#b69af0',
    Claim: '#3fb8a9',
    Accent: '#3fb8a9',
    Found: '#63b98a',
    Missed: '#e8b04a',
    Wrong: '#f0655a',
    Beyond: '#a3b2c4',
  }),
  background: '#0e1217',
  grid: '#1a222b',
  gridStrong: '#26313d',
  text: '#e6ebf1',
  textQuiet: '#93a1b0',
  plate: '#12171e',
  plateBorder: '#2a3541',
  shade: 0.62,
  rim: 0.28,
};

const light: Palette = {
  tones: byTone({
    Address: '#6c8299',
    Transaction: '#3d4a58',
    Service: '#5566b4',
    Victim: '#0f7fa3',
    Suspect: '#c42f2a',
    Cleared: '#2c7d52',
    Start: '#3a4d61',
    Fact: '#7b8a99',
    Inference: '#7447c2',
    Claim: '#0b7c70',
    Accent: '#0b7c70',
    Found: '#2c7d52',
    Missed: '#a36700',
    Wrong: '#c42f2a',
    Beyond: '#566678',
  }),
  background: '#f6f8fa',
  grid: '#e3e8ed',
  gridStrong: '#cfd7df',
  text: '#17202a',
  textQuiet: '#51606f',
  plate: '#ffffff',
  plateBorder: '#d3dae1',
  shade: 0.4,
  rim: 0.1,
};

export const palettes: Readonly<Record<Theme, Palette>> = { dark, light };
