import { useTranslation } from 'react-i18next';
import { CopyButton } from '../controls/ChainId.tsx';
import { ModalDialog } from '../controls/ModalDialog.tsx';
import { QueryFailure, Waiting } from '../controls/QueryState.tsx';
import { Fact, Facts } from '../controls/Section.tsx';
import { useQuery } from '../use-query.ts';

/** What runs here: versions, runtime, where the data is kept, and that nothing of it is real. */
export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const info = useQuery('app.info', {});
  return (
    <ModalDialog title={t('about.title')} onClose={onClose}>
      <p className="about__line">{t('about.what')}</p>
      {info.status === 'loading' && <Waiting />}
      {info.status === 'failed' && <QueryFailure error={info.error} />}
      {info.status === 'ready' && (
        <Facts>
          <Fact name={t('about.version')}>
            <span className="figure">{info.value.version}</span>
          </Fact>
          <Fact name={t('about.runtime')}>
            <bdi dir="ltr">{info.value.runtime}</bdi>
          </Fact>
          <Fact name={t('about.contract')}>
            <span className="figure">{info.value.contractVersion}</span>
          </Fact>
          <Fact name={t('about.dataFolder')}>
            <span className="about__folder">
              <bdi dir="ltr">{info.value.dataFolder}</bdi>
              <CopyButton text={info.value.dataFolder} label={t('about.copyFolder')} />
            </span>
          </Fact>
        </Facts>
      )}
      <p className="about__simulated">
        <strong>{t('simulated.mark')}</strong> {t('simulated.meaning')}
      </p>
      <p>{t('about.offline')}</p>
      <p>{t('about.licences')}</p>
    </ModalDialog>
  );
}
