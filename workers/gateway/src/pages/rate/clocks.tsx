import { Facts, Tag } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { Mending } from './schemas.ts'

/** The limits of a mending as whoever rated is owed them. */
export const Clocks = ({
  v,
  mending,
}: {
  readonly v: Visit
  readonly mending: Pick<
    Mending,
    'contactDueAt' | 'rectifyDueAt' | 'closedAt' | 'steps' | 'department' | 'round' | 'source'
  >
}) => {
  const { t, language } = v
  const done = (step: string) => doneInRound(mending.steps, step)
  const due = (name: { zh: string; en: string }, at: number, step: string) => ({
    name: t(name),
    value: (
      <>
        <Instant at={at - 1} language={language} /> {standing(v, at, done(step), mending.closedAt !== null)}
      </>
    ),
  })
  return (
    <Facts
      v={v}
      facts={[
        {
          name: t(
            mending.source.code === 'rating'
              ? { zh: '被评价部门', en: 'Department rated' }
              : { zh: '所反映的部门', en: 'Department concerned' },
          ),
          value: t(mending.department),
        },
        due({ zh: '联系您，最迟', en: 'You are contacted by' }, mending.contactDueAt, 'contacted'),
        due({ zh: '整改并答复，最迟', en: 'Mended and answered by' }, mending.rectifyDueAt, 'replied'),
      ]}
    />
  )
}

/** Whether it was done since the round that is under way began: a return or a bad grade begins the next. */
export function doneInRound(steps: Mending['steps'], wanted: string): boolean {
  const begun = steps.findLastIndex(
    ({ step, facts }) => step.code === 'returned' || (step.code === 'rated' && facts.opensNext === true),
  )
  return steps.slice(begun + 1).some(({ step }) => step.code === wanted)
}

function standing(v: Visit, at: number, isDone: boolean, isClosed: boolean) {
  if (isDone) return <Tag colour="green">{v.t({ zh: '已办', en: 'done' })}</Tag>
  if (isClosed) return <Tag>{v.t({ zh: '已办结', en: 'closed' })}</Tag>
  return v.now >= at ? (
    <Tag colour="red">{v.t({ zh: '已逾期', en: 'overdue' })}</Tag>
  ) : (
    <Tag colour="blue">{v.t({ zh: '未到期', en: 'not due yet' })}</Tag>
  )
}
