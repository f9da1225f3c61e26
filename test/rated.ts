import { type Answered, ask, official, type Send } from './kit.ts'
import { allowance, apply, type Citizen, DB, everyRow, must, sign, tokenOf, worker } from './region.ts'

/** Services of the test region and what their tests send to rate them. */
export const RATE = '/evaluations/v1/evaluations'
export const AMEND = `${RATE}/amend`
export const READ = '/evaluations/v1/invitations/read'

export type Served = { readonly token: string; readonly caseNumber: string }

/** The allowance, granted on the spot to whoever asks online: its first service, with the token of the answer. */
export async function served(person: Citizen): Promise<Served> {
  const { body } = must(await apply(await tokenOf(person), allowance(person)), 201)
  const { evaluation, caseNumber } = body as { evaluation: { token: string }; caseNumber: string }
  return { token: evaluation.token, caseNumber }
}

export const atWindow = (role: Parameters<typeof official>[0] = 'window', department = 'services') =>
  sign(`${role}-at-window`, { ...official(role, department), post: role })

/** The same, handed in for them at the general window: nobody is told the token but a pad that stands there. */
export async function servedAtWindow(person: Citizen, token?: string): Promise<string> {
  const change = { representation: { kind: 'staffAssisted' }, channel: 'window' }
  const { body } = must(await apply(token ?? (await atWindow()), allowance(person, change)), 201)
  return String(body.caseNumber)
}

export const rating = (token: string, change: object = {}) => ({
  token,
  level: 5,
  options: ['510', '517'],
  anonymous: false,
  channel: 'web',
  ...change,
})

/** As whoever holds this token of sign-in sends it; null: nobody signs in. */
export const rateAs = (
  signIn: string | null,
  body: unknown,
  path = RATE,
  send: Send = worker,
): Promise<Answered> => ask(send, signIn, 'POST', path, body)

/** Everything that is kept, but how often somebody has tried. */
export async function kept() {
  const { attempts: _, ...rows } = await everyRow()
  return rows
}

export const countOf = async (sql: string): Promise<number> =>
  Number((await DB.prepare(`SELECT count(*) AS n FROM ${sql}`).first<{ n: number }>())?.n)
