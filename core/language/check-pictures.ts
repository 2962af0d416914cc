import type { Complaints } from './complaints.ts';
import { nameRemedy } from './nearest.ts';
import { pictureFault } from './picture.ts';
import type { Scenario } from './scenario.ts';
import type { SourcePath } from './source-text.ts';

/** What these checks look at. */
type Checked = Pick<Scenario, 'briefing'>;

const noPicture = {
  code: 'language/missing-picture',
  message: 'an exhibit of kind "image" has no picture',
  remedy: 'name a file of the media folder, as in "image: front-desk.svg", or choose another kind',
};
const altAlone = {
  code: 'language/missing-picture',
  message: '"alt" says what a picture shows, and this exhibit has none',
  remedy: 'name the picture in "image", or take "alt" out',
};

/** Every picture that an exhibit shows is there, whole, and a picture. `media`: files of the scenario's `media` folder by name. */
export function checkPictures({ briefing }: Checked, media: ReadonlyMap<string, Uint8Array>, complaints: Complaints): void {
  briefing.exhibits.forEach(({ kind, image, alt }, index) => {
    if (image === undefined) {
      if (kind === 'image') complaints.add(['briefing', 'exhibits', index, 'kind'], noPicture);
      else if (alt !== undefined) complaints.add(['briefing', 'exhibits', index, 'alt'], altAlone);
      return;
    }
    const path = ['briefing', 'exhibits', index, 'image'];
    const files: (readonly [name: string, path: SourcePath])[] =
      typeof image === 'string' ? [[image, path]] : Object.entries(image).map(([language, name]) => [name, [...path, language]] as const);
    if (alt === undefined) {
      complaints.add(path, {
        code: 'language/missing-alt',
        message: `the picture "${files[0]?.[0] ?? ''}" has no "alt" beside it`,
        remedy: 'say in "alt" what it shows, for those who cannot see it',
      });
    }
    const told = new Set<string>();
    for (const [name, at] of files) {
      if (!told.has(name)) checkPicture(name, at, { media, complaints });
      told.add(name);
    }
  });
}

function checkPicture(
  name: string,
  path: SourcePath,
  { media, complaints }: { media: ReadonlyMap<string, Uint8Array>; complaints: Complaints },
): void {
  const bytes = media.get(name);
  if (bytes === undefined) {
    const names = [...media.keys()].sort();
    complaints.add(path, {
      code: 'language/missing-picture',
      message: `there is no file "${name}" in the media folder beside the scenario`,
      remedy: names.length === 0 ? 'make a folder "media" beside the scenario and put the file there' : nameRemedy(name, names),
    });
    return;
  }
  const fault = pictureFault(name, bytes);
  if (fault !== null) complaints.add(path, { code: 'language/bad-picture', ...fault });
}
