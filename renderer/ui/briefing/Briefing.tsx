import { ArrowRight, Flag, House, type LucideIcon, MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Briefing as BriefingView } from '../../../core/bridge/views.ts';
import { CaseLanguageChooser, useCaseLanguage } from '../CaseLanguage.tsx';
import { Button } from '../controls/Button.tsx';
import { CopyableId } from '../controls/ChainId.tsx';
import { Scrollable } from '../controls/Scrollable.tsx';
import { useCase, useServices } from '../services.ts';
import { ExhibitPaper } from './ExhibitPaper.tsx';
import { SafeMarkdown } from './SafeMarkdown.tsx';

/** The case as it lands on the desk: exhibits on one side, the task and what is known on the other. */
export function Briefing() {
  const { t } = useTranslation();
  const { briefing } = useCase();
  return (
    <div className="briefing">
      <Scrollable className="briefing__papers" label={t('briefing.papers')}>
        <h2 className="briefing__heading">{t('briefing.papers')}</h2>
        <div className="briefing__language">
          <CaseLanguageChooser />
        </div>
        <p className="briefing__story" lang={briefing.language}>
          {briefing.story}
        </p>
        {briefing.exhibits.map((exhibit, index) => (
          <ExhibitPaper key={exhibit.id} exhibit={exhibit} number={index + 1} />
        ))}
      </Scrollable>
      <TaskSheet briefing={briefing} />
    </div>
  );
}

function TaskSheet({ briefing }: { readonly briefing: BriefingView }) {
  const { t } = useTranslation();
  const { view } = useServices();
  return (
    <aside className="briefing__sheet" aria-label={t('briefing.sheet')}>
      <div className="briefing__sheet-body">
        <h2 className="briefing__heading">{t('briefing.task')}</h2>
        <SafeMarkdown text={briefing.task} />
        <h2 className="briefing__heading">{t('briefing.known')}</h2>
        <ul className="known">
          {briefing.knownAddresses.map((known) => (
            <KnownAddress key={known.key} known={known} />
          ))}
        </ul>
        <h2 className="briefing__heading">{t('briefing.legal')}</h2>
        <div className="briefing__legal">
          <SafeMarkdown text={briefing.legalFrame} />
        </div>
        <p className="briefing__simulated">{t('simulated.meaning')}</p>
      </div>
      <div className="briefing__action">
        <Button tone="primary" icon={ArrowRight} onPress={() => view.setState({ screen: 'workspace' })}>
          {t('briefing.open')}
        </Button>
      </div>
    </aside>
  );
}

type Known = BriefingView['knownAddresses'][number];

const roleIcons: Readonly<Record<Known['role'], LucideIcon>> = { start: Flag, victim: House, reference: MapPin };

function KnownAddress({ known }: { readonly known: Known }) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  const Icon = roleIcons[known.role];
  return (
    <li className="known__item">
      <span className="known__role">
        <Icon aria-hidden size={14} />
        {t(`briefing.role.${known.role}`)}
      </span>
      <CopyableId id={known.address} />
      <p className="known__text" lang={lang}>
        {known.text}
      </p>
    </li>
  );
}
