import type { Preferences } from '../state/preferences.ts';
import { savePreferences } from '../state/preferences.ts';
import type { ViewStore } from '../state/view-store.ts';

/** Changes preferences now and for the next start. */
export function setPreferences(view: ViewStore, change: Partial<Preferences>): void {
  const preferences = { ...view.getState().preferences, ...change };
  view.setState({ preferences });
  savePreferences(window.localStorage, preferences);
}
