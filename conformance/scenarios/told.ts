/** CX-49 … CX-60: receipts, what the region tells by itself, order, and what it answers about a case. */
import { asGroup, canonical, digestOf, jsonOf, must, type Tester } from '../tester.ts'
import { type Envelope, NOTHING_BEFORE } from '../wire/envelope.ts'
import type { Answered } from '../wire/signature.ts'
import { isSignedBy, isVerdictOn, readSet } from '../wire/token.ts'
import { mustBe, mustBeStored, mustBeTurnedDown, type Scenarios } from './scenario.ts'

/** A case that the region has taken over, and all it has told about it within patience. */
async function takenOver(tester: Tester) {
  const message = tester.submitted()
  const taken = await tester.deliver([message])
  mustBeStored(taken, message)
  return { message, taken }
}

async function toldOf(tester: Tester, { subject }: Envelope): Promise<readonly Envelope[]> {
  const told = await tester.until(() => {
    const messages = tester.toldAbout(subject)
    return messages.length > 0 ? messages : undefined
  })
  must(told !== undefined, 'it told nothing about the case that was handed over')
  return tester.toldAbout(subject)
}

export const TOLD: Scenarios = {
  'CX-49': async (tester) => {
    const { message } = await takenOver(tester)
    for (const told of await toldOf(tester, message)) {
      const open = JSON.stringify({ ...told, sealed: undefined })
      for (const secret of tester.options.sample.secret)
        must(!open.includes(secret), `${told.type} says a name or a number outside sealed`)
    }
  },
  'CX-50': async (tester) => {
    const { taken } = await takenOver(tester)
    const header = readSet(taken.receipt)?.header
    must(header?.typ === 'secevent+jwt' && header.alg === 'EdDSA', `its header is ${JSON.stringify(header)}`)
    const keys = await tester.publishedKeys()
    must(isSignedBy(taken.receipt, keys, Date.now()), 'the receipt does not verify with a published key')
  },
  'CX-51': async (tester) => {
    const { taken } = await takenOver(tester)
    const { iss, aud } = readSet(taken.receipt)?.payload ?? {}
    must(iss === tester.target.region, `iss is ${iss}`)
    must([aud].flat().includes(tester.options.region), `aud is ${aud}`)
  },
  'CX-52': async (tester) => {
    const sound = [tester.submitted(), tester.submitted()] as const
    const bad = { ...tester.submitted(), type: 'case.unheard-of' }
    const { status, receipted } = await tester.deliver([sound[0], bad, sound[1]])
    must(status === 200, `the delivery was answered ${status}`)
    must(receipted.size === sound.length, `the receipt names ${receipted.size} messages, not ${sound.length}`)
    for (const message of sound)
      must(
        receipted.get(message.id) === digestOf(message),
        'the receipt names another digest than that of the message',
      )
  },
  'CX-53': async (tester) => {
    const { message } = await takenOver(tester)
    const verdict = await tester.verdictOf(message.id)
    must(verdict !== undefined, 'no verdict was told')
    must(verdict.digest === digestOf(message), 'the verdict names another digest than that of the message')
    const keys = await tester.publishedKeys()
    must(isSignedBy(verdict.token, keys, Date.now()), 'the verdict does not verify with a published key')
  },
  'CX-55': async (tester) => {
    const { message } = await takenOver(tester)
    const came = await tester.until(() =>
      tester.came.find(
        ({ delivery: { messages, verdicts } }) =>
          messages.some(({ subject }) => subject === message.subject) ||
          verdicts.some((token) => isVerdictOn(token, message.id)),
      ),
    )
    must(came !== undefined, 'it sent nothing about the case that was handed over')
    must(came.isGenuine, 'what it sent is not signed with a published key as sections 2 and 4 say')
  },
  'CX-56': async (tester) => {
    const first = tester.submitted()
    const second = tester.urged(first)
    const third = tester.urged(second)
    tester.remember(first, second, third)
    const taken = await tester.deliver([first, third])
    mustBeStored(taken, first)
    mustBeStored(taken, third, 'a message that came early')
    must(taken.receipted.has(third.id), 'a message that came early is not receipted')
    const late = await tester.deliver([second])
    must(late.status === 200 && late.receipted.has(second.id), 'the missing message was not taken')
    const verdict = await tester.verdictOf(third.id)
    must(verdict !== undefined, 'what came early was not taken in after the missing message had come')
  },
  'CX-57': async (tester) => {
    const { message } = await takenOver(tester)
    const second = tester.urged(message, { previous: NOTHING_BEFORE })
    await mustBeTurnedDown(
      tester,
      await tester.deliver([second]),
      second,
      'a message that names another before it',
    )
  },
  'CX-58': async (tester) => {
    const { message } = await takenOver(tester)
    await toldOf(tester, message)
    // Withdrawn, it has one more thing to tell, unless it has decided.
    const withdrawn = tester.withdrawn(message)
    await tester.deliver([withdrawn])
    const verdict = await tester.verdictOf(withdrawn.id)
    must(verdict !== undefined, 'the withdrawal was never taken in')
    if (verdict.accepted)
      await tester.until(() => (tester.toldAbout(message.subject).length > 1 ? true : undefined))
    let previous = NOTHING_BEFORE
    const inOrder = tester.toldAbout(message.subject).toSorted((one, other) => one.seq - other.seq)
    for (const [at, each] of inOrder.entries()) {
      must(each.seq === at + 1, `message ${at + 1} it told is numbered ${each.seq}`)
      must(each.previous === previous, `message ${each.seq} does not name the digest of the one before it`)
      previous = digestOf(each)
    }
  },
  'CX-59': async (tester) => {
    const { message } = await takenOver(tester)
    const due = digestOf(message)
    const head = await tester.until(async () => {
      const end = await tester.ownHead(message.subject)
      return end.seq === 1 ? end : undefined
    })
    must(head?.digest === due, `the head names ${head?.seq} ${head?.digest}, not 1 ${due}`)
    const region = tester.target.foreignCase?.slice(0, 6) ?? tester.options.region
    const numbers = [tester.target.foreignCase ?? tester.newCase(region), tester.newCase(region)]
    const said: string[] = []
    for (const number of numbers) {
      const { answered } = await tester.ask(`/cx/1/cases/${number}/head`)
      mustBe(answered, 404, 'the head of a case that is not shared')
      said.push(JSON.stringify(asGroup(jsonOf(answered)).detail))
    }
    must(said[0] === said[1], `a case of others: ${said[0]}; a case there is not: ${said[1]}`)
  },
  'CX-60': async (tester) => {
    const { message } = await takenOver(tester)
    await toldOf(tester, message)
    const theirs = await askedFor(tester, message, 'you', 0)
    for (const told of tester.toldAbout(message.subject)) {
      const found = theirs.find(({ id }) => id === told.id)
      must(found !== undefined, `${told.type} ${told.seq} is not given back`)
      must(canonical(found) === canonical(told), `${told.type} is given back changed`)
    }
    const own = await askedFor(tester, message, 'me', 0)
    const found = own.find(({ id }) => id === message.id)
    must(found !== undefined, 'what the asking region has sent is not given back')
    must(canonical(found) === canonical(message), 'it is given back changed')
    must((await askedFor(tester, message, 'me', 1)).length === 0, 'after=1 gives back message 1')
  },
}

async function askedFor(tester: Tester, { subject }: Envelope, sentBy: string, after: number) {
  const { answered } = await tester.ask(`/cx/1/cases/${subject}/messages?sentBy=${sentBy}&after=${after}`)
  mustBe(answered, 200, `messages?sentBy=${sentBy}`)
  const { messages } = asGroup(jsonOf(answered))
  must(Array.isArray(messages), 'the answer has no messages')
  return asEnvelopes(messages)
}
/** Guarantee: each is compared with one that was sent before anything of it is believed. */
const asEnvelopes = (messages: readonly unknown[]) => messages as readonly Envelope[]

/**
 * Tried by itself, while nothing else is on its way: the first delivery that carries messages is answered 503. Verdicts alone
 * are let pass: they are told again, and may be signed anew.
 */
export const TRIED_ALONE: Scenarios = {
  'CX-54': async (tester) => {
    const failed: string[] = []
    tester.before = ({ messages }) => {
      if (failed.length > 0 || messages.length === 0) return undefined
      failed.push(...messages.map((message) => canonical(message)))
      return unavailable()
    }
    try {
      await takenOver(tester)
      const came = await tester.until(() => (failed.length > 0 ? true : undefined))
      must(came === true, 'it told nothing about the case that was handed over')
      const again = await tester.until(() => (cameTwice(tester.came, failed) ? true : undefined))
      must(again === true, 'what was answered 503 was not sent again unchanged')
      const nonces = tester.came.map(({ nonce }) => nonce)
      must(new Set(nonces).size === nonces.length, 'a nonce was used twice')
    } finally {
      tester.before = undefined
    }
  },
}

const unavailable = (): Answered => ({
  status: 503,
  headers: { 'content-type': 'application/problem+json' },
  body: Buffer.from(JSON.stringify({ status: 503, code: 'unavailable' })),
})

/** Each of these messages was in two deliveries, the same both times; in what company does not matter. */
function cameTwice(came: Tester['came'], messages: readonly string[]): boolean {
  const all = came.flatMap(({ delivery }) => delivery.messages.map((message) => canonical(message)))
  return messages.every((one) => all.filter((each) => each === one).length > 1)
}
