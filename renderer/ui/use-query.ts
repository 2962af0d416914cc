import { useEffect, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '../../core/bridge/contract.ts';
import { type ErrorData, errorData } from '../../core/errors.ts';
import { useServices } from './services.ts';

export type Query<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | { readonly status: 'ready'; readonly value: T };

const loading: Query<never> = { status: 'loading' };

/** Asks the host whenever the question changes; a late answer to an earlier question is dropped. `null` asks nothing. */
export function useQuery<N extends CallName>(name: N, input: CallInput<N> | null): Query<CallOutput<N>> {
  const { bridge } = useServices();
  const key = input === null ? null : JSON.stringify([name, input]);
  const [answered, setAnswered] = useState<{ readonly key: string; readonly query: Query<CallOutput<N>> } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let isWanted = true;
    const settle = (query: Query<CallOutput<N>>): void => {
      if (isWanted) setAnswered({ key, query });
    };
    const [, question] = JSON.parse(key) as [N, CallInput<N>];
    bridge.call(name, question).then(
      (value) => settle({ status: 'ready', value }),
      (thrown: unknown) => settle({ status: 'failed', error: errorData(thrown) }),
    );
    return () => {
      isWanted = false;
    };
  }, [bridge, name, key]);
  return answered !== null && answered.key === key ? answered.query : loading;
}
