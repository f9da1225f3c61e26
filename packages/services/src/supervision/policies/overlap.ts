import type { CivilDate, FieldError } from '@tongban/kernel'
import type { PolicyDatesRow } from '@tongban/store'

/** Of one scope no two published policies hold on the same day; whatever is to give way is named. */
type Span = {
  readonly fromOn: CivilDate
  readonly untilOn: CivilDate | null
  readonly replaces: string | null
}

const ENDLESS = '9999-12-31'

export function overlapErrors(published: readonly PolicyDatesRow[], span: Span): readonly FieldError[] {
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
