import type { FieldError } from '@tongban/kernel'
import type { Span } from './days.ts'

/** Of one scope no two published policies hold on the same day; whatever is to give way is named. */
export type PublishedDates = {
  readonly id: string
  readonly fromOn: string
  readonly untilOn: string | null
}

const ENDLESS = '9999-12-31'

/** A scope has so many policies at most that have not ended long ago. */
export const MOST_OF_SCOPE = 1000

export function overlapErrors(
  published: readonly PublishedDates[],
  span: Span & { readonly replaces: string | null },
): readonly FieldError[] {
  const { fromOn, replaces } = span
  const untilOn = span.untilOn ?? ENDLESS
  const replaced = published.find(({ id }) => id === replaces)
  if (replaces !== null && (replaced === undefined || (replaced.untilOn ?? ENDLESS) < fromOn))
    return [
      {
        pointer: '/replaces',
        zh: '本范围内没有已公布且到那一日仍在执行的这项政策。',
        en: 'No published policy of this scope with this id still holds on that day.',
      },
    ]
  const other = published.find(
    (each) => each.id !== replaces && each.fromOn <= untilOn && (each.untilOn ?? ENDLESS) >= fromOn,
  )
  if (other === undefined) return []
  const until = { zh: other.untilOn ?? '另行公布', en: other.untilOn ?? 'further notice' }
  return [
    {
      pointer: '/fromOn',
      zh: `与本范围已公布的政策日期重叠（${other.fromOn} 至${until.zh}）。请改日期；要由新政策接替，请在 replaces 填写 ${other.id}。`,
      en: `Overlaps a policy published for this scope (${other.fromOn} to ${until.en}). Choose other days, or name ${other.id} in replaces to have this one follow it.`,
    },
  ]
}
