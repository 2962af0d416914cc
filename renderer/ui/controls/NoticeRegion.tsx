import { CircleAlert, CircleCheck, Info, type LucideIcon, OctagonX, X } from 'lucide-react';
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useServices } from '../services.ts';
import { IconButton } from './IconButton.tsx';
import type { Notice } from './notices.ts';

const icons: Readonly<Record<Notice['tone'], LucideIcon>> = { info: Info, success: CircleCheck, stop: OctagonX, error: CircleAlert };

export function NoticeRegion() {
  const { notices } = useServices();
  const { t } = useTranslation();
  return (
    <ToastRegion queue={notices} className="notices" aria-label={t('notices.region')}>
      {({ toast }) => {
        const { tone, title, body, remedy, technical } = toast.content;
        const Icon = icons[tone];
        return (
          <Toast toast={toast} className={`notice notice--${tone}`}>
            <Icon aria-hidden size={18} className="notice__icon" />
            <ToastContent className="notice__content">
              <Text slot="title" className="notice__title">
                {title}
              </Text>
              {body !== null && (
                <Text slot="description" className="notice__body">
                  {body}
                </Text>
              )}
              {remedy !== null && <p className="notice__remedy">{remedy}</p>}
              {technical !== null && <p className="notice__technical">{technical}</p>}
            </ToastContent>
            <IconButton slot="close" size="small" icon={X} label={t('action.dismiss')} />
          </Toast>
        );
      }}
    </ToastRegion>
  );
}
