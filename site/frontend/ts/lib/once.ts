// Things of which a tab has one. Each page's script is a bundle of its own, so a module's variable would be one a bundle.

type Things = Record<symbol, unknown>;

/** What `make` made when it was first asked for under this name. */
export function once<T>(name: string, make: () => T): T {
  const things = globalThis as unknown as Things;
  const key = Symbol.for(`hiroba.${name}`);
  things[key] ??= make();
  return things[key] as T;
}
