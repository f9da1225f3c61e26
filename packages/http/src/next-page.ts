/** The address of the page that `cursor` names, every filter in it; null for none. */
export function nextPage(path: string, query: object, cursor: string | null): string | null {
  if (cursor === null) return null
  const given = Object.entries({ ...query, cursor }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `${path}?${new URLSearchParams(given)}`
}
