import { Button as AriaButton, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Debrief } from '../../../core/bridge/views.ts';
import { type NodeId, nodeKey } from '../../../core/ids.ts';
import { NodeName } from '../controls/NodeName.tsx';

interface AccusationListsProps {
  readonly debrief: Debrief;
  readonly onFocus: (nodes: readonly NodeId[]) => void;
}

const lists = ['found', 'missed', 'beyond', 'wronglyAccused'] as const;

/** Found, missed, beyond the exercise, wrongly accused: who really held each address. */
export function AccusationLists({ debrief, onFocus }: AccusationListsProps) {
  const { t, i18n } = useTranslation();
  const roleText = (role: string): string => {
    const key = `debrief.actorRole.${role}`;
    return i18n.exists(key) ? t(key as 'debrief.actorRole.person') : t('debrief.actorRole.other', { role });
  };
  const control = new Map(debrief.control.map((held) => [held.address, held]));
  return (
    <Tabs className="tabs accusations">
      <TabList className="tabs__list" aria-label={t('debrief.lists')}>
        {lists.map((id) => (
          <Tab key={id} id={id} className="tabs__tab">
            {t(`debrief.${id}`)} <span className="tabs__count figure">{debrief[id].length}</span>
          </Tab>
        ))}
      </TabList>
      {lists.map((id) => (
        <TabPanel key={id} id={id} className="tabs__panel">
          {id === 'beyond' && debrief[id].length > 0 && <p className="quiet accusations__note">{t('debrief.beyondNote')}</p>}
          {debrief[id].length === 0 ? (
            <p className="quiet">{t(`debrief.noneOf.${id}`)}</p>
          ) : (
            <ul className="accusations__list">
              {debrief[id].map((node) => {
                const held = control.get(nodeKey(node));
                return (
                  <li key={node}>
                    <AriaButton className="accusations__item" onPress={() => onFocus([node])}>
                      <NodeName node={node} />
                      {held !== undefined && (
                        <span className="accusations__actor">{t('debrief.heldBy', { actor: held.actor, role: roleText(held.role) })}</span>
                      )}
                    </AriaButton>
                  </li>
                );
              })}
            </ul>
          )}
        </TabPanel>
      ))}
    </Tabs>
  );
}
