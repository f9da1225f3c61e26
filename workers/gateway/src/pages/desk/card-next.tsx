import type { Visit } from '../visit.ts'
import { isJustDone, Next, type Turn } from './next.tsx'
import type { CardShown } from './schemas.ts'

export const CardNext = ({ v, card }: { readonly v: Visit; readonly card: CardShown }) => (
  <Next
    v={v}
    last={isJustDone(v) ? card.steps.at(-1)?.step : undefined}
    turn={TURNS[card.state.code]}
    by={card}
  />
)

const TURNS: Readonly<Record<string, Turn<'standsAt' | 'appealBy'>>> = {
  proposed: {
    zh: '接下来：由监察员确认或者不发；逾时未决定的即成立',
    en: 'Next: a supervisor confirms or dismisses it; undecided, it stands',
    until: 'standsAt',
  },
  standing: {
    zh: '接下来：被亮牌部门可以申诉',
    en: 'Next: the department can appeal',
    until: 'appealBy',
  },
  appealed: {
    zh: '接下来：由另一名监察员裁定申诉',
    en: 'Next: another supervisor judges the appeal',
  },
}
