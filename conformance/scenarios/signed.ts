/** CX-09 … CX-29: which requests are believed. Nearly all of it is tried with echo, which changes nothing. */
import { asGroup, jsonOf, must, NotTried, type Tester } from '../tester.ts'
import { deliveryOf, manifestHeader } from '../wire/envelope.ts'
import { holds, makeKey } from '../wire/keys.ts'
import type { Asked } from '../wire/signature.ts'
import { LEAST_BODY_BYTES } from './discovery.ts'
import { mustBe, mustBeRefused, type Scenarios, stateOf } from './scenario.ts'

/** Another letter in the middle of the signature. */
function spoilt({ signature = '', ...headers }: Asked['headers']): Asked['headers'] {
  const at = signature.indexOf(':') + 10
  return {
    ...headers,
    signature: `${signature.slice(0, at)}${signature[at] === 'A' ? 'B' : 'A'}${signature.slice(at + 1)}`,
  }
}
const withSpoilt = (asked: Asked): Asked => ({ ...asked, headers: spoilt(asked.headers) })

const seconds = () => Math.floor(Date.now() / 1000)

async function refusalOf(answer: Promise<{ answered: Parameters<typeof jsonOf>[0] }>) {
  const { answered } = await answer
  const { code, reason, detail } = asGroup(jsonOf(answered))
  return JSON.stringify([answered.status, code, reason, detail])
}

export const SIGNED: Scenarios = {
  'CX-09': async (tester) => {
    const unsigned = ({ headers, ...asked }: Asked): Asked => {
      const { signature, 'signature-input': input, ...rest } = headers
      return { ...asked, headers: rest }
    }
    mustBe((await tester.echo({ change: unsigned })).answered, 401, 'a request without a signature')
    mustBe((await tester.echo()).answered, 200, 'a request that is signed as it should be')
  },
  'CX-10': async (tester) => {
    mustBe((await tester.echo({ change: withSpoilt })).answered, 401, 'a signature with a changed letter')
  },
  'CX-11': async (tester) => {
    const stranger = makeKey('sign', seconds() - 60)
    mustBe((await tester.echo({ key: stranger })).answered, 401, 'a signature with a key nobody registered')
  },
  'CX-12': async (tester) => {
    const components = ['"@method"', '"@target-uri"', '"content-digest"', '"content-type"']
    const fields = ['"idempotency-key"', '"cx-from"', '"cx-to"']
    for (const component of [...components, ...fields]) {
      const { answered } = await tester.echo({ wrong: { leaveOut: [component] } })
      mustBe(answered, 401, `a signature that does not cover ${component}`)
    }
    const taken = await tester.deliver([tester.submitted()], { wrong: { leaveOut: ['"cx-manifest"'] } })
    must(taken.status === 401, `a signature that does not cover "cx-manifest" was answered ${taken.status}`)
  },
  'CX-13': async (tester) => {
    for (const name of ['created', 'expires', 'nonce', 'keyid', 'tag']) {
      const { answered } = await tester.echo({ wrong: { parameters: { [name]: undefined } } })
      mustBe(answered, 401, `a signature without ${name}`)
    }
  },
  'CX-14': async (tester) => {
    const { answered } = await tester.echo({ wrong: { parameters: { tag: 'cx-9' } } })
    mustBe(answered, 401, 'a signature with the tag cx-9')
  },
  'CX-15': async (tester) => {
    const other = (asked: Asked): Asked => {
      const bad = spoilt(asked.headers)
      const relabelled = (text = '') => text.replace(/^cx=/, 'other=')
      const { signature, 'signature-input': input } = asked.headers
      return {
        ...asked,
        headers: {
          ...bad,
          signature: `${bad.signature}, ${relabelled(signature)}`,
          'signature-input': `${input}, ${relabelled(input)}`,
        },
      }
    }
    mustBe((await tester.echo({ change: other })).answered, 401, 'a bad signature beside a good one')
  },
  'CX-16': async (tester) => {
    const elsewhere = 'https://elsewhere.example/exchange/cx/1/echo'
    const forwarded = { 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'https' }
    const { answered } = await tester.echo({
      wrong: { signedUrl: elsewhere },
      change: (asked) => ({ ...asked, headers: { ...asked.headers, ...forwarded } }),
    })
    mustBe(answered, 401, 'a request signed for another host')
    const path = `${tester.target.baseUrl}/cx/1/messages`
    mustBe(
      (await tester.echo({ wrong: { signedUrl: path } })).answered,
      401,
      'a request signed for another path',
    )
  },
  'CX-17': async (tester) => {
    const { answered } = await tester.echo({ wrong: { headers: { 'cx-to': '999999' } } })
    mustBeRefused(answered, 'a request for another region')
  },
  'CX-18': async (tester) => {
    const stranger = makeKey('sign', seconds() - 60)
    const unknownRegion = await refusalOf(tester.echo({ from: '999999', key: stranger }))
    const unknownKey = await refusalOf(tester.echo({ key: stranger }))
    must(unknownRegion === unknownKey, `unknown region: ${unknownRegion}; unknown key: ${unknownKey}`)
  },
  'CX-19': async (tester) => {
    const over = tester.options.keys.find((key) => key.use === 'sign' && !holds(key, seconds()))
    if (over === undefined) throw new NotTried('the tester has no signing key whose time is over')
    mustBe((await tester.echo({ key: over })).answered, 401, 'a key whose time is over')
  },
  'CX-20': async (tester) => {
    const keys = tester.options.keys.filter((key) => key.use === 'sign' && holds(key, seconds()))
    if (keys.length < 2) throw new NotTried('the tester has one signing key only')
    for (const key of keys) mustBe((await tester.echo({ key })).answered, 200, 'one of two keys in force')
  },
  'CX-21': async (tester) => {
    const { answered } = await tester.echo({ offSeconds: -400 })
    mustTellTime(answered, 'a signature of 400 seconds ago')
  },
  'CX-22': async (tester) => {
    const { answered } = await tester.echo({ offSeconds: 120 })
    mustTellTime(answered, 'a signature of 120 seconds ahead')
  },
  'CX-23': async (tester) => {
    const able = tester.options.keys.filter((key) => key.use === 'sign' && holds(key, seconds()))
    const old = able.filter(({ from }) => from < seconds() - 240)
    const key = old.toSorted((one, other) => other.from - one.from)[0]
    if (key === undefined) throw new NotTried('the signing keys of the tester are younger than 240 seconds')
    const { answered } = await tester.echo({ offSeconds: -240, key })
    mustBe(answered, 200, 'a signature of 240 seconds ago that has not expired')
  },
  'CX-24': async (tester) => {
    const parameters = { created: seconds(), expires: seconds() + 900 }
    mustBe((await tester.echo({ wrong: { parameters } })).answered, 401, 'a signature that lasts 900 seconds')
  },
  'CX-25': async (tester) => {
    const delivery = deliveryOf([tester.submitted()])
    const wrong = { headers: manifestHeader(delivery) }
    const { asked, answered } = await tester.ask('/cx/1/messages', { body: JSON.stringify(delivery), wrong })
    mustBe(answered, 200, 'a nonce at its first use')
    mustBeRefused(await tester.send(asked), 'the same request again')
  },
  'CX-26': async (tester) => {
    const { answered } = await tester.echo({
      change: (asked) => ({ ...asked, body: Buffer.from(JSON.stringify({ say: 'ohce' })) }),
    })
    mustBeRefused(answered, 'a body that is not the one of the digest')
  },
  'CX-27': async (tester) => {
    const taken = await tester.deliver([tester.submitted()], {
      wrong: { headers: { 'content-type': 'text/plain' } },
    })
    mustBeRefused(taken, 'text/plain')
  },
  'CX-28': async (tester) => {
    const { limits } = asGroup(jsonOf(await tester.get('/.well-known/cx')))
    const most = Number(asGroup(limits).bodyBytes ?? 0)
    if (!(most > 0)) throw new NotTried('limits.bodyBytes is not told')
    must(most >= LEAST_BODY_BYTES, `limits.bodyBytes is ${most}; CX-04 wants ${LEAST_BODY_BYTES} at least`)
    const { delivery, message } = padded(tester, most)
    const taken = await tester.deliver([], { delivery })
    must(taken.status === 413, `a body over ${most} bytes was answered ${taken.status}, not 413`)
    must(stateOf(taken, message) !== 'stored', 'what was in it was stored')
    const large = { ...tester.submitted(), type: 'case.unheard-of', data: { pad: 'x'.repeat(most - ROOM) } }
    const { status } = await tester.deliver([large])
    must(status === 200, `a body of nearly ${most} bytes was answered ${status}, not 200`)
  },
  'CX-29': async (tester) => {
    const delivery = deliveryOf([tester.submitted()])
    const headers = manifestHeader(delivery)
    const text = JSON.stringify(delivery)
    const doubled = text.replace(/"verdicts":\[\]\}$/, '"verdicts":[],"verdicts":[]}')
    const twice = await tester.ask('/cx/1/messages', { body: doubled, wrong: { headers } })
    mustBeRefused(twice.answered, 'a body with one key twice')
    const spoiltText = Buffer.from(text.replace(/"verdicts":\[\]\}$/, '"verdicts":["?"]}'))
    spoiltText[spoiltText.lastIndexOf('?')] = 0xff
    const faulty = await tester.ask('/cx/1/messages', { body: spoiltText, wrong: { headers } })
    mustBeRefused(faulty.answered, 'a body with UTF-8 that is faulty')
  },
}

/** What a request holds beside the padding, at most. */
const ROOM = 32_768

/** A delivery that is sound but for its size. */
function padded(tester: Tester, most: number) {
  const message = tester.submitted()
  return { message, delivery: deliveryOf([message], ['x'.repeat(most)]) }
}

function mustTellTime(answered: Parameters<typeof jsonOf>[0], what: string): void {
  mustBe(answered, 401, what)
  const { reason, serverTime } = asGroup(jsonOf(answered))
  must(reason === 'stale', `its reason is ${String(reason)}`)
  must(
    typeof serverTime === 'number' && Math.abs(serverTime - Date.now()) < 86_400_000,
    'serverTime is not told',
  )
}
