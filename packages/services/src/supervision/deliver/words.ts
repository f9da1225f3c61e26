import { civilTimeAt } from '@tongban/calendar'
import type { Json } from '@tongban/kernel'
import type { InboxMessageRow } from '@tongban/store'
import type { Context } from '../../context.ts'
import type { Mail, Sms } from '../../notices/channels.ts'
import { type LineView, stageNameOf } from './told-lines.ts'

/**
 * What a message says where it leaves the site. A mailbox and a phone learn how many there are of what, how late the worst is,
 * and where to read them; a department's own system learns the lines, without anything personal.
 */
const MOST_LINES = 100
const DEMONSTRATION = '演示数据，不具效力'

type Told = { readonly message: InboxMessageRow; readonly lines: readonly LineView[] }

/** How many lines of each stage or colour, the worst first. */
export function countsOf(lines: readonly Pick<LineView, 'stage'>[]) {
  const counts = new Map<string, number>()
  for (const { stage } of lines) counts.set(stage.code, (counts.get(stage.code) ?? 0) + 1)
  return [...counts].map(([code, count]) => ({ ...stageNameOf(code), count }))
}

const worstOf = (lines: readonly LineView[]): number =>
  Math.max(0, ...lines.map(({ overdueWorkdays }) => overdueWorkdays ?? 0))

const marked = ({ environment }: Pick<Context, 'environment'>, text: string): string =>
  environment === 'development' ? `【${DEMONSTRATION}】${text}` : text

type Ctx = Pick<Context, 'environment' | 'clock' | 'region'>

export function mailOf(ctx: Ctx, { message, lines }: Told): Pick<Mail, 'subject' | 'text'> {
  const asOf = civilTimeAt(ctx.clock.now())
  const worst = worstOf(lines)
  const counts = countsOf(lines)
  const zh = counts.map((each) => `${each.zh} ${each.count} 件`).join('，')
  const en = counts.map((each) => `${each.en}: ${each.count}`).join('; ')
  return {
    subject: marked(ctx, `督办消息：${lines.length} 条待处理 (${lines.length} of supervision)`),
    text: [
      marked(ctx, `${ctx.region.name.zh}督办台有 ${lines.length} 条消息待您处理：${zh}。`),
      worst > 0 ? `其中逾期最久的已逾期 ${worst} 个工作日。` : '均未逾期。',
      `最早一条应于 ${civilTimeAt(message.earliestAt)} 送达。截至 ${asOf}（北京时间）。`,
      '请登录督办台查看和办理。本邮件不含个人信息，请勿直接回复。',
      '',
      `${lines.length} at the supervision desk of ${ctx.region.name.en} for you: ${en}.`,
      worst > 0 ? `The longest is ${worst} working days overdue.` : 'None is overdue.',
      `As of ${asOf} (Beijing time). Sign in to read them; do not answer this message.`,
    ].join('\n'),
  }
}

export const smsOf = (lines: readonly LineView[]): Pick<Sms, 'template' | 'params'> => ({
  template: 'digest',
  params: { count: lines.length, days: worstOf(lines) },
})

export const WEBHOOK_TYPE = 'supervision.digest'

/** The data of a signed webhook. */
export function webhookData(ctx: Ctx, { message, lines }: Told): Json {
  return {
    message: message.id,
    asOf: ctx.clock.now(),
    madeAt: message.madeAt,
    counts: Object.fromEntries(countsOf(lines).map(({ code, count }) => [code, count])),
    lines: lines.slice(0, MOST_LINES).map((line) => ({
      kind: line.kind,
      id: line.id,
      number: line.number,
      stage: line.stage.code,
      stageName: line.stage.zh,
      subject: line.subject,
      step: line.step.zh,
      law: line.law,
      item: line.item?.zh ?? null,
      department: line.department.zh,
      post: line.post,
      dueOn: line.dueOn,
      overdueWorkdays: line.overdueWorkdays,
      trueAt: line.trueAt,
      laterByMs: line.laterByMs,
      signBy: line.signBy,
      replyBy: line.replyBy,
    })),
    /** Not among these lines; all of them are in the site. */
    more: Math.max(0, lines.length - MOST_LINES),
    ...(ctx.environment === 'development' ? { demonstration: DEMONSTRATION } : {}),
  }
}
