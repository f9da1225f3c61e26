import type { Visit } from '../visit.ts'
import { isJustDone, Next, type Turn } from './next.tsx'
import type { NoticeShown } from './schemas.ts'

export const NoticeNext = ({ v, notice }: { readonly v: Visit; readonly notice: NoticeShown }) => (
  <Next
    v={v}
    last={isJustDone(v) ? (notice.steps.at(-1)?.step ?? SENT) : undefined}
    turn={TURNS[notice.state.code]}
    by={notice}
  />
)

/** Of a notice that nobody has answered yet. */
const SENT = { zh: '发出文书', en: 'the notice was sent' }
const TURNS: Readonly<Record<string, Turn<'signBy' | 'replyBy'>>> = {
  open: { zh: '接下来：由收文部门签收', en: 'Next: the department signs for it', until: 'signBy' },
  signed: { zh: '接下来：由收文部门回复', en: 'Next: the department replies', until: 'replyBy' },
  replied: { zh: '接下来：由发文的监察员审核回复', en: 'Next: whoever supervises reviews the reply' },
  returned: { zh: '接下来：由收文部门重新回复', en: 'Next: the department replies again', until: 'replyBy' },
  closed: { zh: '已办结，不用再办理', en: 'It is closed, and nothing more is to be done' },
}
