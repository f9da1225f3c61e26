import type { Role } from '@tongban/kernel'
import { sweepStages } from '../packages/services/src/supervision/sweep-stages.ts'
import { clockContext } from './context.ts'
import { type Answered, ask, official, type Send } from './kit.ts'
import { rateAs, rating, served } from './rated.ts'
import { type Citizen, DB, must, newcomer, nextKey, sign, worker } from './region.ts'

/** Orders 整改单 that bad ratings open, and what their tests send to mend them. */
export const ORDERS = '/evaluations/v1/rectifications'
export const REVIEWS = '/evaluations/v1/reviews'
const RATED_BADLY = { level: 1, options: ['108', '115'], text: '窗口让我跑了三趟，手机 13812345678' }

export type Order = {
  readonly token: string
  readonly caseNumber: string
  readonly number: string
  readonly person: Citizen
}

/** An allowance granted and rated badly by whoever it was granted to. */
export async function ratedBadly(change: object = {}): Promise<Order> {
  const person = await newcomer()
  const { token, caseNumber } = await served(person)
  const given = must(await rateAs(null, rating(token, { ...RATED_BADLY, ...change })), 201)
  return { token, caseNumber, number: String(given.body.order), person }
}

/** Who takes the steps of an order about civil affairs, unless a test says otherwise. */
export const RECTIFIER = { role: 'rectifier', department: 'civil-affairs', subject: 'rectifier-1' } as const
export const HEAD = { role: 'head', department: 'civil-affairs', subject: 'head-1' } as const
export const CALLER = { role: 'callback', department: 'services', subject: 'callback-1' } as const
export const SUPERVISOR = { role: 'supervisor', department: 'services', subject: 'supervisor-1' } as const
export type Acting = { readonly role: Role; readonly department: string; readonly subject: string }

export const signIn = ({ role, department, subject }: Acting) => sign(subject, official(role, department))

export const take = async (
  by: Acting,
  number: string,
  step: string,
  body: object,
  send: Send = worker,
): Promise<Answered> => ask(send, await signIn(by), 'POST', `${ORDERS}/${number}/${step}`, body)

export const readAs = async (by: Acting, number: string, send: Send = worker): Promise<Answered> =>
  ask(send, await signIn(by), 'GET', `${ORDERS}/${number}`)

/** As the evaluator, by the token or by the number of a review. */
export const asEvaluator = (
  step: 'read' | 'rate' | 'supplement',
  body: object,
  token: string | null = null,
): Promise<Answered> => ask(worker, token, 'POST', `${ORDERS}/${step}`, body)

export const text = (said = '已经核实情况') => ({ text: said })
export const contacted = (number: string, by: Acting = RECTIFIER) =>
  take(by, number, 'contact', { reached: true, ...text() })
export const replied = (number: string, by: Acting = RECTIFIER) =>
  take(by, number, 'reply', { class: 'true', ...text('已经整改：补全了样表') })
export const calledBack = (number: string, result = 'mended', by: Acting = CALLER) =>
  take(by, number, 'call-back', { result, ...text('回访过了') })
export const closed = (number: string, by: Acting = CALLER) => take(by, number, 'close', text())

export async function mended(number: string): Promise<void> {
  must(await contacted(number), 200)
  must(await replied(number), 200)
  must(await calledBack(number), 200)
}

export const sendReview = async (token: string | null, body: object, key = nextKey()): Promise<Answered> =>
  ask(worker, token, 'POST', REVIEWS, body, { 'Idempotency-Key': key })

export const sweep = async () => sweepStages(await clockContext())

type Row = Readonly<Record<string, string | number | null>>
export const rowsOf = async (sql: string, ...values: readonly string[]): Promise<readonly Row[]> =>
  (
    await DB.prepare(sql)
      .bind(...values)
      .all<Row>()
  ).results
/** Clocks of an order, by their key: where each stands. */
export const clocksOf = async (number: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    (
      await rowsOf(
        "SELECT clock_key, status FROM watched_clocks WHERE kind = 'rectification' AND subject = ? ORDER BY clock_key",
        number,
      )
    ).map(({ clock_key, status }) => [String(clock_key), String(status)]),
  )
