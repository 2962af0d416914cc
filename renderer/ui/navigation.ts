import { askedCaseLanguage } from '../state/preferences.ts';
import type { Services } from './services.ts';

/** Starts a new attempt at a scenario and opens its briefing. */
export async function startAttempt(services: Services, scenarioId: string): Promise<void> {
  const { trainee } = services.library.store.getState();
  if (trainee === null) return;
  const language = askedCaseLanguage(services.view.getState().preferences);
  const { attemptId } = await services.bridge.call('attempt.start', { traineeId: trainee.id, scenarioId, language });
  await openAttempt(services, attemptId);
}

/** Opens an attempt where it was left: a fresh one at its briefing, a finished one at its debrief. */
export async function openAttempt(services: Services, attemptId: string): Promise<void> {
  const { view, cases } = services;
  await cases.open(attemptId, askedCaseLanguage(view.getState().preferences));
  const { state } = cases.data;
  const isFresh = state.history.every((item) => item.kind === 'act') && state.steps.every((step) => step.submissions.length === 0);
  view.setState({
    selection: isFresh ? [...state.startNodes] : [],
    selectedOutput: null,
    shownStepId: null,
    screen: state.finished ? 'debrief' : isFresh ? 'briefing' : 'workspace',
  });
}

/** Closes the case, so that another window may open it, and goes back to the library or to who is working here. */
export async function leaveCase(services: Services, screen: 'library' | 'trainees'): Promise<void> {
  services.view.setState({ screen, dialog: null, selection: [], selectedOutput: null });
  await services.cases.close();
  if (screen === 'library') await services.library.refresh();
}
