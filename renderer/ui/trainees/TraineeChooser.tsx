import { ArrowRight, UserRound } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { Button as AriaButton, Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TraineeRecord } from '../../../core/bridge/contract.ts';
import { Button } from '../controls/Button.tsx';
import { Field } from '../controls/Fields.tsx';
import { useLibrary, useRun, useServices, useView } from '../services.ts';
import { setPreferences } from '../set-preferences.ts';

/** Several people share a computer: who is working now? A name or number, no password. */
export function TraineeChooser() {
  const { t } = useTranslation();
  const { library, view } = useServices();
  const run = useRun();
  const trainees = useLibrary((state) => state.trainees);
  const lastId = useView((state) => state.preferences.traineeId);
  useEffect(() => run(() => library.loadTrainees()), [library, run]);
  const choose = (trainee: TraineeRecord): void =>
    run(async () => {
      await library.choose(trainee);
      setPreferences(view, { traineeId: trainee.id });
      view.setState({ screen: 'library' });
    });
  const ordered = [...trainees].sort((a, b) => Number(b.id === lastId) - Number(a.id === lastId));
  return (
    <div className="trainees">
      <section className="trainees__panel" aria-labelledby="trainees-title">
        <h1 id="trainees-title">{t('trainees.title')}</h1>
        <p className="trainees__intro">{t('trainees.intro')}</p>
        {ordered.length > 0 && (
          <ul className="trainees__list" aria-label={t('trainees.list')}>
            {ordered.map((trainee) => (
              <li key={trainee.id}>
                <AriaButton className="trainees__trainee" onPress={() => choose(trainee)}>
                  <UserRound aria-hidden size={16} />
                  <span className="trainees__name">{trainee.name}</span>
                  <ArrowRight aria-hidden size={16} className="flips" />
                </AriaButton>
              </li>
            ))}
          </ul>
        )}
        <NewTrainee onCreated={choose} />
      </section>
    </div>
  );
}

function NewTrainee({ onCreated }: { readonly onCreated: (trainee: TraineeRecord) => void }) {
  const { t } = useTranslation();
  const { library } = useServices();
  const run = useRun();
  const [name, setName] = useState('');
  const create = (event: FormEvent): void => {
    event.preventDefault();
    run(async () => onCreated(await library.createTrainee(name.trim())));
  };
  return (
    <Form className="trainees__new" onSubmit={create}>
      <Field label={t('trainees.newName')} description={t('trainees.newNameHelp')} value={name} onChange={setName} maxLength={60} />
      <Button type="submit" tone="primary" isDisabled={name.trim() === ''}>
        {t('trainees.begin')}
      </Button>
    </Form>
  );
}
