/** CX-30 … CX-33: how requests are answered. */
import { asGroup, contentDigest, type Exchanged, jsonOf, must, type Tester } from '../tester.ts'
import { holds } from '../wire/keys.ts'
import { answerComponentsOf, findSignature, verifies } from '../wire/signature.ts'
import { mustBe, type Scenarios } from './scenario.ts'

async function signatureOf(tester: Tester, { answered }: Exchanged) {
  mustBe(answered, 200, 'echo')
  const found = findSignature(answered.headers, 'cxr')
  must(found !== undefined, 'the answer has no signature labelled cxr')
  const keys = await tester.publishedKeys()
  const key = keys.find(({ kid, use }) => use === 'sign' && kid === found.parameters.keyid)
  must(key !== undefined && holds(key, Date.now() / 1000), 'it is signed with a key that is not published')
  return { found, key }
}

export const ANSWERED: Scenarios = {
  'CX-30': async (tester) => {
    const exchanged = await tester.echo()
    const { found, key } = await signatureOf(tester, exchanged)
    must(
      verifies(found, key, exchanged.asked, exchanged.answered),
      'the signature of the answer does not verify',
    )
  },
  'CX-31': async (tester) => {
    const exchanged = await tester.echo()
    const found = findSignature(exchanged.answered.headers, 'cxr')
    must(found !== undefined, 'the answer has no signature labelled cxr')
    for (const component of answerComponentsOf(exchanged.answered.headers, exchanged.asked))
      must(found.components.includes(component), `the signature of the answer does not cover ${component}`)
  },
  'CX-32': async (tester) => {
    const { answered } = await tester.echo()
    mustBe(answered, 200, 'echo')
    const digest = contentDigest(answered.body)
    const told = answered.headers['content-digest']
    must(told === digest, `Content-Digest is ${told}, and of the body it is ${digest}`)
  },
  'CX-33': async (tester) => {
    const { answered } = await tester.ask(`/cx/1/cases/${tester.newCase()}/head`)
    const type = answered.headers['content-type'] ?? ''
    must(type.startsWith('application/problem+json'), `a refusal is ${type}`)
    const { status, code } = asGroup(jsonOf(answered))
    must(status === answered.status && typeof code === 'string', 'a refusal has no status and code')
  },
}
