/** Puts things in an order in which each comes after those it needs, or names the circle that makes it impossible. */
import { fail, ok, type Result } from '@tongban/kernel'

export function inOrder(needs: ReadonlyMap<string, readonly string[]>): Result<string[], readonly string[]> {
  const done = new Set<string>()
  const open: string[] = []
  let circle: string[] | undefined
  const visit = (name: string): void => {
    if (done.has(name) || circle !== undefined) return
    if (open.includes(name)) {
      circle = [...open.slice(open.indexOf(name)), name]
      return
    }
    open.push(name)
    for (const need of needs.get(name) ?? []) visit(need)
    open.pop()
    done.add(name)
  }
  for (const name of needs.keys()) visit(name)
  return circle === undefined ? ok([...done].filter((name) => needs.has(name))) : fail(circle)
}
