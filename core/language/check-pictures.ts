import type { Complaints } from './complaints.ts';
import { nameRemedy } from './nearest.ts';
import { pictureFault } from './picture.ts';
import type { Scenario } from './scenario.ts';

/** What these checks look at. */
type Checked = Pick<Scenario, 'briefing'>;

/** Every picture that an exhibit shows is there, whole, and a picture. `media`: files of the scenario's `media` folder by name. */
export function checkPictures({ briefing }: Checked, media: ReadonlyMap<string, Uint8Array>, complaints: Complaints): void {
  briefing.exhibits.forEach(({ image, alt }, index) => {
    if (image === undefined) return;
    const path = ['briefing', 'exhibits', index, 'image'];
    if (alt === undefined) {
      complaints.add(path, {
        code: 'language/missing-alt',
        message: `the picture "${image}" has no "alt" beside it`,
        remedy: 'say in "alt" what it shows, for those who cannot see it',
      });
    }
    const bytes = media.get(image);
    if (bytes === undefined) {
      const names = [...media.keys()].sort();
      complaints.add(path, {
        code: 'language/missing-picture',
        message: `there is no file "${image}" in the media folder beside the scenario`,
        remedy: names.length === 0 ? 'make a folder "media" beside the scenario and put the file there' : nameRemedy(image, names),
      });
      return;
    }
    const fault = pictureFault(image, bytes);
    if (fault !== null) complaints.add(path, { code: 'language/bad-picture', ...fault });
  });
}
