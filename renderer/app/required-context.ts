import { type Context, createContext, useContext } from 'react';

/** A context, and the hook that reads it. The hook throws in a component that is not below the provider. */
export const requiredContext = <T>(provider: string): readonly [Context<T | null>, () => T] => {
  const context = createContext<T | null>(null);
  const useValue = () => {
    const value = useContext(context);
    if (value === null) throw new Error(`no ${provider} above`);
    return value;
  };
  return [context, useValue];
};
