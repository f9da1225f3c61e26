import { type Actor, type Failure, fail, type Official, ok, type Result, type Role } from '@tongban/kernel'
import type { BulletinContent } from '@tongban/supervision'

/** Who reads bulletins: supervision all of them; the head of a department what is published, and of a digest its own part. */
export const BULLETIN_READERS = [
  { role: 'supervisor' },
  { role: 'auditor' },
  { role: 'governmentHead' },
  { role: 'head' },
] as const
const OVERSIGHT: readonly Role[] = ['supervisor', 'auditor', 'governmentHead']

export type Reader = { readonly official: Official; readonly seesAll: boolean }

export function bulletinReader(actor: Actor): Result<Reader, Failure> {
  if (actor.kind !== 'official' || !actor.roles.some((role) => role === 'head' || OVERSIGHT.includes(role)))
    return fail({
      code: 'notAllowed',
      need: '监察员 supervisor、审计员 auditor、政府负责人 governmentHead、部门负责人 head',
    })
  return ok({ official: actor, seesAll: actor.roles.some((role) => OVERSIGHT.includes(role)) })
}

/** A digest as the head of a department sees it: the region as a whole, and of the departments their own. */
export function seenBy({ official, seesAll }: Reader, content: BulletinContent): BulletinContent {
  if (seesAll || content.kind === 'monthly') return content
  const own = <Row extends { readonly department: string }>(rows: readonly Row[]) =>
    rows.filter(({ department }) => department === official.department)
  const { overdue, explained, carried } = content
  return {
    ...content,
    ...(explained === undefined ? {} : { explained: own(explained) }),
    ...(carried === undefined ? {} : { carried: own(carried) }),
    departments: own(content.departments),
    cards: own(content.cards),
    lines: own(content.lines),
    overdue: { lines: own(overdue.lines), more: overdue.more },
    exchange: [],
  }
}
