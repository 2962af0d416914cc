import { Save } from 'lucide-react';
import { Switch } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { languages } from '../../i18n/i18n.ts';
import { CaseLanguageChooser } from '../CaseLanguage.tsx';
import { Button } from '../controls/Button.tsx';
import { Chooser, Radios } from '../controls/Fields.tsx';
import { ModalDialog } from '../controls/ModalDialog.tsx';
import { notify } from '../controls/notices.ts';
import { useRun, useServices, useView } from '../services.ts';
import { setPreferences } from '../set-preferences.ts';

const themes = ['dark', 'light'] as const;
const motions = ['system', 'reduced', 'full'] as const;

export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { bridge, view, notices } = useServices();
  const run = useRun();
  const { theme, language, motion, singleKeys } = useView((state) => state.preferences);
  const saveDiagnostics = (): void =>
    run(async () => {
      const { savedTo } = await bridge.call('app.saveDiagnostics', {});
      if (savedTo !== null) notify(notices, { tone: 'success', title: t('settings.diagnosticsSaved'), body: savedTo });
    });
  return (
    <ModalDialog title={t('settings.title')} onClose={onClose}>
      <div className="settings">
        <Radios
          label={t('settings.theme')}
          orientation="horizontal"
          options={themes.map((id) => ({ id, text: t(`settings.themes.${id}`) }))}
          value={theme}
          onChange={(chosen) => setPreferences(view, { theme: chosen })}
        />
        <Chooser
          label={t('settings.language')}
          options={languages.map((id) => ({ id, text: t(`settings.languages.${id}`) }))}
          value={language}
          onChange={(chosen) => setPreferences(view, { language: chosen })}
        />
        <CaseLanguageChooser />
        <Radios
          label={t('settings.motion')}
          options={motions.map((id) => ({ id, text: t(`settings.motions.${id}`) }))}
          value={motion}
          onChange={(chosen) => setPreferences(view, { motion: chosen })}
        />
        <Switch className="switch" isSelected={singleKeys} onChange={(isOn) => setPreferences(view, { singleKeys: isOn })}>
          <span className="switch__track" aria-hidden>
            <span className="switch__thumb" />
          </span>
          {t('settings.singleKeys')}
        </Switch>
        <div className="settings__diagnostics">
          <p className="field__label">{t('settings.diagnostics')}</p>
          <p className="field__description">{t('settings.diagnosticsHelp')}</p>
          <Button icon={Save} onPress={saveDiagnostics}>
            {t('settings.saveDiagnostics')}
          </Button>
        </div>
      </div>
    </ModalDialog>
  );
}
