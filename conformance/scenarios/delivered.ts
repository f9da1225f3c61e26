/** CX-34 … CX-48: deliveries and the messages in them. */
import { randomUUID } from 'node:crypto'
import { must, type Taken, type Tester } from '../tester.ts'
import { type Delivery, deliveryOf, type Envelope } from '../wire/envelope.ts'
import { makeKey } from '../wire/keys.ts'
import { seal } from '../wire/seal.ts'
import {
  mustBeRefused,
  mustBeStored,
  mustBeTurnedDown,
  mustNotBeStored,
  type Scenarios,
  stateOf,
} from './scenario.ts'

const poisonous = (tester: Tester) => ({ ...tester.submitted(), type: 'case.unheard-of' })

export const DELIVERED: Scenarios = {
  'CX-34': async (tester) => {
    const message = tester.submitted()
    const wrong = { headers: { 'cx-manifest': `sha-256=:${Buffer.alloc(32).toString('base64')}:` } }
    mustNotBeStored(await tester.deliver([message], { wrong }), message, 'a manifest of another digest')
  },
  'CX-35': async (tester) => {
    const message = tester.submitted()
    const sound = deliveryOf([message])
    const wrong: readonly Delivery[] = [
      { ...sound, manifest: [[message.id, '0'.repeat(64)]] },
      { ...sound, manifest: [] },
    ]
    for (const delivery of wrong)
      mustNotBeStored(await tester.deliver([], { delivery }), message, 'a message its manifest does not name')
  },
  'CX-36': async (tester) => {
    const sound = tester.submitted()
    const many = Array.from({ length: 51 }, () => ({ ...sound, id: randomUUID(), subject: tester.newCase() }))
    mustBeRefused(await tester.deliver(many), 'a delivery of 51 messages')
    mustBeRefused(await tester.deliver([]), 'a delivery of nothing')
  },
  'CX-37': async (tester) => {
    const messages = [tester.submitted(), poisonous(tester), tester.submitted()]
    const { status, dispositions } = await tester.deliver(messages)
    must(status === 200, `the delivery was answered ${status}`)
    const answered = dispositions.map(({ id }) => id).join()
    must(
      answered === messages.map(({ id }) => id).join(),
      'the dispositions are not those of the messages, in order',
    )
  },
  'CX-38': async (tester) => {
    const messages = [tester.submitted(), poisonous(tester), tester.submitted()] as const
    const taken = await tester.deliver(messages)
    for (const message of [messages[0], messages[2]])
      mustBeStored(taken, message, 'the neighbour of a bad message')
  },
  'CX-39': async (tester) => {
    const message = tester.submitted()
    mustBeStored(await tester.deliver([message]), message)
    const again = await Promise.all([tester.deliver([message]), tester.deliver([message])])
    for (const taken of again) {
      must(stateOf(taken, message) === 'repeated', `the same again was ${stateOf(taken, message)}`)
      must(taken.receipted.has(message.id), 'the same again is not receipted')
    }
  },
  'CX-40': async (tester) => {
    const message = tester.submitted()
    mustBeStored(await tester.deliver([message]), message)
    const other = { ...message, time: new Date(Date.now() - 5000).toISOString() }
    mustNotBeStored(await tester.deliver([other]), other, 'another content under the same id')
  },
  'CX-41': async (tester) => {
    const message = tester.submitted({ agreement: 'no-such-agreement@1' })
    mustNotBeStored(await tester.deliver([message]), message, 'a message under no agreement')
    mustNotBeStored(await tester.deliver([message]), message, 'a message that was refused, again')
  },
  'CX-42': async (tester) => {
    const sound = tester.submitted()
    const bad: readonly (readonly [string, Envelope])[] = [
      ['an unknown type', { ...sound, type: 'case.unheard-of' }],
      ['a number of 0', { ...sound, seq: 0 }],
      ['another specversion', { ...sound, specversion: '9.0' }],
      ['a time that is none', { ...sound, time: 'yesterday' }],
      ['a digest before it that is none', { ...sound, previous: 'abc' }],
    ]
    for (const [what, draft] of bad) {
      const message = { ...draft, id: randomUUID() }
      mustNotBeStored(await tester.deliver([message]), message, what)
    }
  },
  'CX-43': async (tester) => {
    for (const more of [{ source: '999999' }, { to: '999999' }]) {
      const message = tester.submitted(more)
      mustNotBeStored(await tester.deliver([message]), message, `a message with ${JSON.stringify(more)}`)
    }
  },
  'CX-44': async (tester) => {
    const message = tester.submitted({ agreement: 'no-such-agreement@1' })
    mustNotBeStored(
      await tester.deliver([message]),
      message,
      'a message under an agreement that is not in force',
    )
  },
  'CX-45': async (tester) => {
    const sound = tester.submitted()
    const message = { ...sound, data: { ...sound.data, itemCode: 'no-such-item' } }
    await mustBeTurnedDown(tester, await tester.deliver([message]), message, 'an item that was not agreed')
  },
  'CX-46': async (tester) => {
    const { foreignCase } = tester.target
    const region = foreignCase?.slice(0, 6) ?? tester.options.region
    const numbers = [foreignCase ?? tester.newCase(region), tester.newCase(region)]
    const said: string[] = []
    for (const subject of numbers) {
      const on = new Date().toISOString().slice(0, 10)
      const message = tester.envelope('case.withdrawn', subject, 1, { on, at: Date.now() })
      const taken = await tester.deliver([message])
      await mustBeTurnedDown(tester, taken, message, 'a message about a case that is not shared')
      const { code, detail } = taken.dispositions.find(({ id }) => id === message.id) ?? {}
      said.push(JSON.stringify([taken.status, stateOf(taken, message), code, detail]))
    }
    must(said[0] === said[1], `a case of others: ${said[0]}; a case there is not: ${said[1]}`)
  },
  'CX-47': async (tester) => {
    const message = tester.submitted({}, `${tester.newCase()}|case.submitted|1`)
    await mustBeTurnedDown(
      tester,
      await tester.deliver([message]),
      message,
      'what was sealed for another case',
    )
  },
  'CX-48': async (tester) => {
    const subject = tester.newCase()
    const { x, kty, crv } = makeKey('open', 0).jwk
    const sealed = seal({ any: 'thing' }, `${subject}|case.submitted|1`, { x, kty, crv })
    const message = tester.submitted({ subject, sealed })
    const neighbour = tester.submitted()
    const taken = await tester.deliver([message, neighbour])
    await mustBeTakenIn(tester, taken, neighbour)
    // Its key may have been left out there by mistake: then it is put off, and never taken.
    const verdict = await tester.verdictOf(message.id, 100)
    must(verdict?.accepted !== true, 'what was sealed to nobody here was accepted')
  },
}

async function mustBeTakenIn(tester: Tester, taken: Taken, message: Envelope): Promise<void> {
  mustBeStored(taken, message, 'the neighbour of a message that cannot be opened')
  const verdict = await tester.verdictOf(message.id)
  must(verdict !== undefined, 'the neighbour of a message that cannot be opened was never taken in')
}
