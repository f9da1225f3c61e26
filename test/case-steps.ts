import { vi } from 'vitest'
import { type Answered, ask, official } from './kit.ts'
import { meddle } from './meddled-database.ts'
import {
  apply,
  type Body,
  type Citizen,
  citizen,
  coldIsolate,
  DB,
  must,
  sign,
  tokenOf,
  worker,
} from './region.ts'

/** What tests of a case's life need: applications that people decide, officials by department, days of the clock. */

/** Sets the clock to nine, or to the time given, of a day in Shanghai. */
export const on = (day: string, time = '09:00'): void => {
  vi.setSystemTime(Date.parse(`${day}T${time}:00+08:00`))
}

let persons = 0
/** Somebody who has not applied for anything yet. */
export function somebody(): Citizen {
  persons += 1
  return citizen('1985-02-03', 100 + persons, '演示申请人')
}

const common = ({ name, idNumber }: Citizen) => ({
  applicant: { kind: 'person', name, idKind: 'residentId', idNumber },
  representation: { kind: 'self' },
  contact: { phone: '13800000000' },
  materials: [],
  channel: 'web',
  delivery: { kind: 'electronic' },
  privacyNotice: '2026-01',
})

export const DESIGN = { code: 'design', reference: 'sha256:00' }

/** 户外广告设置: a licence with two signatures and interested parties, of the city management. */
export const advertising = (who: Citizen, change: Partial<Body> = {}): Body => ({
  ...common(who),
  itemCode: 'outdoor-advertising',
  situation: 'new',
  form: {
    site: { region: '510116', address: '演示路 1 号' },
    advertisement: { kind: 'wall', widthMetres: 3, heightMetres: 2, content: '演示' },
    from: '2026-12-01',
    until: '2027-11-30',
  },
  materials: [DESIGN],
  ...change,
})

/** 延续: a renewal of a licence that ends on the last day named; the date is the applicant's own word. */
export const renewal = (who: Citizen, validUntil: string, change: Partial<Body> = {}): Body => {
  const { form, ...body } = advertising(who)
  return {
    ...body,
    situation: 'renewal',
    form: { ...form, current: { licenceNumber: '演许字〔2025〕1号', validUntil } },
    ...change,
  }
}

/** 占用道路: a licence handled jointly. */
export const roadworks = (who: Citizen, change: Partial<Body> = {}): Body => ({
  ...common(who),
  itemCode: 'road-occupation',
  situation: 'occupy',
  form: {
    road: { region: '510116', name: '演示路', stretch: '1 号至 9 号' },
    purpose: '演示',
    areaSquareMetres: 20,
    digs: false,
    from: '2026-12-01',
    until: '2026-12-31',
  },
  materials: [{ code: 'plan' }, { code: 'restoration' }],
  ...change,
})

export type Case = { readonly number: string; readonly owner: Citizen }

/** Hands in an application for this person; the case as it then is. */
export async function handIn(body: (who: Citizen) => Body, owner = somebody()): Promise<Case> {
  const answer = must(await apply(await tokenOf(owner), body(owner)), 201)
  return { number: String(answer.body.caseNumber), owner }
}

const path = ({ number }: Case, step: string) =>
  `/approvals/v1/cases/${number}${step === '' ? '' : `/${step}`}`

type Who = { readonly department?: string; readonly subject?: string; readonly post?: string }
type Role = Parameters<typeof official>[0]

/** Whoever is on the staff of a department in this role; a second handler is there as well. */
export const staffSubject = (role: string, department = 'city-management') =>
  `demo-510116-${department}-${role}`

/** A token of an official of the city management, or of another department. */
export const officialToken = (role: Role, { department = 'city-management', subject, post }: Who = {}) =>
  sign(subject ?? staffSubject(role, department), {
    ...official(role, department),
    ...(post === undefined ? {} : { post }),
  })

/** A step taken by an official of this role. */
export async function take(
  theCase: Case,
  role: Role,
  step: string,
  body?: object,
  who: Who = {},
): Promise<Answered> {
  return ask(worker, await officialToken(role, who), 'POST', path(theCase, step), body)
}

export async function asOwner(theCase: Case, step: string, body?: object): Promise<Answered> {
  return ask(worker, await tokenOf(theCase.owner), 'POST', path(theCase, step), body)
}

export async function readAs(theCase: Case, role: Role, who: Who = {}): Promise<Answered> {
  return ask(worker, await officialToken(role, who), 'GET', path(theCase, ''))
}

export const readAsOwner = async (theCase: Case): Promise<Answered> =>
  ask(worker, await tokenOf(theCase.owner), 'GET', path(theCase, ''))

type Clock = {
  step: string
  dueOn: string
  status: string
  overdue: number | null
  basis: { kind: string }
  department: string | null
}

/** `decision/law 2026-10-27 running` for each clock that has not ended. */
export const clocksOf = ({ body }: Answered): readonly string[] =>
  asClocks(body.limits)
    .filter(({ status }) => status !== 'ended')
    .map(({ step, department, basis, dueOn, status, overdue }) => {
      const late = overdue === null ? '' : ` late ${overdue}`
      return `${step}/${department ?? basis.kind} ${dueOn} ${status}${late}`
    })

/** Guarantee: the answer was checked against the schema of a case. */
const asClocks = (limits: unknown) => limits as readonly Clock[]

export const typesOf = ({ body }: Answered): readonly string[] =>
  Array.isArray(body.timeline) ? body.timeline.map((event: { type: string }) => event.type) : []

export const PARTIES = { parties: [{ name: '演示邻居' }], interest: '采光' }
export const CHECK = {
  place: '演示路 1 号',
  officials: [
    { subject: staffSubject('handler'), name: '演示人员1' },
    { subject: staffSubject('handler-2'), name: '演示人员5' },
  ],
  findings: ['现场与方案一致'],
}
export const reasons = (text = '演示理由') => [{ text }]

/** An application that lacked its design and has been supplemented: received, and nobody has accepted it. */
export async function supplemented(owner = somebody()): Promise<Case> {
  const theCase = await handIn((who) => advertising(who, { materials: [] }), owner)
  must(await asOwner(theCase, 'supplement', { materials: [DESIGN] }), 200)
  return theCase
}

/** Ready for its decision: checked, parties heard, both signatures given. */
export async function signedTwice(opinion: 'grant' | 'refuse' = 'grant'): Promise<Case> {
  const theCase = await handIn((who) => advertising(who))
  must(await take(theCase, 'handler', 'inspect', CHECK), 200)
  must(await take(theCase, 'handler', 'notify-party', PARTIES), 200)
  must(await take(theCase, 'handler', 'party-statement', { statement: '没有意见', party: '演示邻居' }), 200)
  must(await take(theCase, 'handler', 'sign', { opinion }), 200)
  must(await take(theCase, 'chief', 'sign', { opinion }), 200)
  return theCase
}

/** Decided: granted, or refused with reasons. */
export async function decided(decision: 'grant' | 'refuse' = 'grant'): Promise<Case> {
  const theCase = await signedTwice(decision)
  const why = decision === 'grant' ? {} : { reasons: reasons(), ground: '行政许可法 38(2)' }
  must(await take(theCase, 'chief', 'decide', { decision, ...why }), 200)
  return theCase
}

/**
 * Sends a step whose write is overtaken: `act` happens between the step's read and its write. The isolate is warm, so
 * that what it reads once when it starts is not counted.
 */
export async function overtaken(
  theCase: Case,
  token: string,
  step: string,
  body: object | undefined,
  act: () => Promise<unknown>,
): Promise<Answered> {
  let last = 0
  let write = Number.POSITIVE_INFINITY
  const send = coldIsolate({
    DB: meddle(DB, (trip) => {
      last = trip
      return trip === write ? act() : undefined
    }),
  })
  must(await ask(send, token, 'GET', path(theCase, '')), 200)
  write = last + 2
  const answer = await ask(send, token, 'POST', path(theCase, step), body)
  if (last < write) throw new Error('the step wrote nothing that could be overtaken')
  return answer
}
