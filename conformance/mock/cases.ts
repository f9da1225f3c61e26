/** Cases of the mock partner: what has come in order and what waits, what it tells, and what it answers about them. */
import { digestOf } from '../wire/canonical.ts'
import { type Delivery, type Disposition, type Envelope, NOTHING_BEFORE, signerOf } from '../wire/envelope.ts'
import { openSealed, seal } from '../wire/seal.ts'
import { ACCEPTED, makeSet, REFUSED } from '../wire/token.ts'
import type { Partner } from './partner.ts'
import { type Refusal, refusal } from './problem.ts'

export type CaseFile = {
  readonly number: string
  /** Taken in, in order: the last one is the head. */
  readonly received: Envelope[]
  /** Stored, and waiting for what comes before it. */
  readonly parked: Map<number, Envelope>
  readonly sent: Envelope[]
}

const NOT_SHARED = refusal(404, 'notFound', '没有这个办件。There is no such case.')

export function openCases(partner: Partner, decides: boolean) {
  const { cases, isBroken, outgoing, agreed, region, now } = partner

  function fileOf(number: string): CaseFile {
    const known = cases.get(number)
    if (known !== undefined) return known
    const made: CaseFile = { number, received: [], parked: new Map(), sent: [] }
    cases.set(number, made)
    return made
  }

  function take({ messages }: Delivery, dispositions: readonly Disposition[]): void {
    const fresh = messages.filter((_, at) => dispositions[at]?.state === 'stored')
    const files = fresh.map((message) => {
      const file = fileOf(message.subject)
      const isEarly = message.seq > file.received.length + 1 + file.parked.size
      if (!(isEarly && isBroken('CX-56'))) file.parked.set(message.seq, message)
      return file
    })
    // After the answer: the receipt says that it is stored, not that it was taken in.
    setImmediate(() => {
      for (const file of new Set(files)) if (!takeIn(file)) return
    })
  }

  /** False: what could not be opened holds up everything behind it. */
  function takeIn(file: CaseFile): boolean {
    for (;;) {
      const message = file.parked.get(file.received.length + 1)
      if (message === undefined) return true
      const fault = faultOf(message, file)
      if (fault === 'cannotOpen' && isBroken('CX-48')) return false
      file.parked.delete(message.seq)
      file.received.push(message)
      judge(message, fault)
      if (fault === undefined && decides && message.type === 'case.submitted') decide(file, message)
    }
  }

  function faultOf(message: Envelope, file: CaseFile): string | undefined {
    const before = file.received.at(-1)
    const due = before === undefined ? NOTHING_BEFORE : digestOf(before)
    if (message.previous !== due && !isBroken('CX-57')) return 'chainBroken'
    if (message.sealed === undefined) return undefined
    const opened = openSealed(message.sealed, partner.keys)
    if (opened === undefined) return 'cannotOpen'
    const cx = `${message.subject}|${message.type}|${message.seq}`
    return opened.cx === cx || isBroken('CX-47') ? undefined : 'sealedForAnother'
  }

  /** The second receipt (§8). */
  function judge(message: Envelope, code: string | undefined): void {
    const digest = digestOf(message)
    const about = { id: message.id, digest: isBroken('CX-53') ? NOTHING_BEFORE : digest }
    const known = partner.other()
    if (known === undefined) return
    const words = { code, zh: '不予接收。', en: 'Not taken in.' }
    const signing = { from: region, to: known.region, at: now(), key: signerOf(partner.keys, now()) }
    outgoing.tell(
      [],
      [
        code === undefined
          ? makeSet(ACCEPTED, about, signing)
          : makeSet(REFUSED, { ...about, ...words }, signing),
      ],
    )
  }

  function decide(file: CaseFile, submitted: Envelope): void {
    const deadline = {
      dueOn: null,
      step: null,
      basis: null,
      state: 'none',
      consumedWorkdays: 0,
      asOn: dayOf(now()),
      calendar: 'mock-2026',
      provisional: false,
    }
    const times = { handlerReceivedAt: now(), acceptedAt: now(), acceptedOn: dayOf(now()) }
    const leak = isBroken('CX-49') ? { applicant: nameIn(submitted) } : {}
    tell(file, submitted, 'case.accepted', { ...times, deadline, ...leak }, null)
    const decision = {
      outcome: 'granted',
      decidedAt: now(),
      decidedOn: dayOf(now()),
      rules: null,
      serviceNumber: 1,
    }
    const grounds = { automatic: true, reasonCodes: [], deadline }
    tell(
      file,
      submitted,
      'case.decided',
      { ...decision, ...grounds },
      { reasons: ['符合条件 conditions met'] },
    )
  }

  const nameIn = ({ sealed = '' }: Envelope) =>
    /"name":"([^"]+)"/.exec(JSON.stringify(openSealed(sealed, partner.keys)?.content))?.[1]

  function tell(file: CaseFile, answers: Envelope, type: string, data: object, personal: unknown): void {
    const known = partner.other()
    if (known === undefined) return
    const seq = file.sent.length + 1
    const last = file.sent.at(-1)
    const office = known.keys.find(({ use }) => use === 'open')
    if (office === undefined) throw new Error('the other side has no key for opening')
    const message: Envelope = {
      specversion: '1.0',
      id: crypto.randomUUID(),
      type,
      source: region,
      to: known.region,
      subject: file.number,
      time: new Date(now()).toISOString(),
      datacontenttype: 'application/json',
      seq,
      previous: last === undefined || isBroken('CX-58') ? NOTHING_BEFORE : digestOf(last),
      agreement: agreed.agreement,
      route: agreed.route,
      inreplyto: answers.id,
      data: { ...data },
      ...(personal === null ? {} : { sealed: seal(personal, `${file.number}|${type}|${seq}`, office.jwk) }),
    }
    file.sent.push(message)
    outgoing.tell([message], [])
  }

  function headOf(file: CaseFile) {
    const end = (list: readonly Envelope[]) => {
      const last = list.at(-1)
      return { seq: last?.seq ?? 0, digest: last === undefined ? NOTHING_BEFORE : digestOf(last) }
    }
    const received = end(file.received)
    return {
      sent: end(file.sent),
      received: isBroken('CX-59') ? { ...received, digest: NOTHING_BEFORE } : received,
    }
  }

  /** The last message of each region, by its code: what both sides must say alike. */
  function headByRegion(file: CaseFile) {
    const { sent, received } = headOf(file)
    const regions = [region, partner.other()?.region ?? ''].toSorted()
    const head = Object.fromEntries(regions.map((each) => [each, each === region ? sent : received]))
    return { caseNumber: file.number, regions, head, digest: digestOf(head) }
  }

  /** What is asked about cases (§11). */
  function read(path: string, query: URLSearchParams): { readonly body: unknown } | Refusal {
    if (path === '/cx/1/heads') {
      const heads = [...cases.values()].map((file) => ({ case: file.number, ...headOf(file) }))
      return { body: { heads, next: null } }
    }
    if (path === '/cx/1/routes')
      return { body: { region, partner: partner.other()?.region, routes: routes() } }
    const [, number = '', what] = /^\/cx\/1\/cases\/([0-9A-Z]+)\/(head|messages|timeline)$/.exec(path) ?? []
    const file = cases.get(number)
    if (file === undefined) return NOT_SHARED
    if (what === 'head') return { body: headByRegion(file) }
    if (what === 'timeline') return { body: timelineOf(file) }
    const after = isBroken('CX-60') ? Number.MAX_SAFE_INTEGER : Number(query.get('after') ?? 0)
    const list = query.get('sentBy') === 'me' ? file.received : file.sent
    return { body: { messages: list.filter(({ seq }) => seq > after), contents: {}, next: null } }
  }

  function timelineOf(file: CaseFile) {
    const messages = [...file.received, ...file.sent].toSorted((one, other) =>
      one.time < other.time ? -1 : 1,
    )
    const entries = messages.map((message) => {
      const { time, source, seq, type, id, data } = message
      return {
        at: Date.parse(time),
        by: source,
        seq,
        type,
        id,
        digest: digestOf(message),
        zh: type,
        en: type,
        data,
      }
    })
    return { ...headByRegion(file), entries, total: entries.length }
  }

  /** What the other takes in and this one handles. */
  const routes = () =>
    agreed.items.map((itemCode) => ({
      itemCode,
      receivedBy: partner.other()?.region,
      handledBy: region,
      mode: 'online',
      office: agreed.office,
      from: '2026-01-01',
      until: null,
      agreement: agreed.agreement,
      version: agreed.route,
    }))

  return { take, read, tell, fileOf }
}

/** Civil day in Asia/Shanghai. */
const dayOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
