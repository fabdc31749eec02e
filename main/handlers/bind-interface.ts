import type { WebContents } from 'electron';
import type { News, Observable } from '../basics/observable.ts';

/** The calls of an interface of the bridge, without its stores, which are bound separately. */
export type Calls<Impl> = Omit<Impl, `getInitial${string}State`>;

type Stores<Impl> = {
  readonly [Name in keyof Impl as Name extends `getInitial${infer Store}State`
    ? Uncapitalize<Store>
    : never]: Observable<Impl[Name] extends () => infer State ? Exclude<State, Promise<unknown>> : never>;
};
interface Interface<Impl, Dispatcher> {
  for(contents: WebContents): { setImplementation(impl: Impl): Dispatcher };
}
/** Passes news on to the page. */
type Follow = <T>(news: News<T>, tell: (news: T) => unknown) => void;

/** Binds an interface of the bridge to a page: its calls, and its stores with their present state and every later one. */
export function bindInterface<Impl, Dispatcher extends object>(
  { contents, follow }: { readonly contents: WebContents; readonly follow: Follow },
  bridge: Interface<Impl, Dispatcher>,
  calls: Calls<Impl>,
  stores: Stores<Impl>,
): Dispatcher {
  const named = Object.entries<Observable<unknown>>(stores).map(
    ([name, store]) => [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, store] as const,
  );
  const initial = Object.fromEntries(named.map(([name, store]) => [`getInitial${name}State`, store.state]));
  // The generated code wants these under the same names: see `Stores`.
  const page = bridge.for(contents).setImplementation({ ...calls, ...initial } as Impl);
  const updates = page as Readonly<Record<string, (state: unknown) => void>>;
  for (const [name, store] of named) follow(store, (state) => updates[`update${name}Store`]?.(state));
  return page;
}
