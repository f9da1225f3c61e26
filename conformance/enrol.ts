/**
 * Has a development region trust the tester: registers it as a partner by one administrator and has a second confirm it,
 * proposes an agreement for the item over the wire, and has both countersign it. Where keys are compared by telephone, a
 * real region does the same by people.
 */
import { asGroup, jsonOf, type Tester } from './tester.ts'
import { type TesterFile, Trouble } from './tester-file.ts'
import { digestOf } from './wire/canonical.ts'
import { signerOf } from './wire/envelope.ts'
import { send } from './wire/http.ts'
import { holds, published, thumbprintOf } from './wire/keys.ts'
import { signJws } from './wire/token.ts'

export type Tokens = { readonly first: string; readonly second: string }
type Enrolment = {
  readonly file: TesterFile
  readonly tester: Tester
  /** Where the tester listens. */
  readonly testerUrl: string
  readonly office: string
  readonly tokens: Tokens
}

const NAME = { zh: '一致性测试方', en: 'Conformance tester' }

export async function enrol({ file, tester, testerUrl, office, tokens }: Enrolment): Promise<void> {
  const { baseUrl, address = baseUrl } = tester.target
  const as = (token: string) => (method: string, path: string, body: unknown) =>
    asOfficial(`${address}${path}`, token, method, body)
  const [first, second] = [as(tokens.first), as(tokens.second)]
  const keys = file.keys.map(published)
  const partner = `/v1/partners/${file.region}`
  await first('PUT', partner, { name: NAME, baseUrl: testerUrl, keys })
  await second('POST', `${partner}/confirm`, { compared: keys.map(({ kid }) => kid) })
  const { id, digest } = await proposed({ file, tester, testerUrl, office })
  await first('POST', `/v1/agreements/${id}/countersign`, undefined)
  await second('POST', `/v1/agreements/${id}/confirm`, { digest })
}

async function asOfficial(url: string, token: string, method: string, body: unknown): Promise<unknown> {
  const answered = await send({
    method,
    url,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'accept-language': 'en',
    },
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
  })
  if (answered.status < 300) return jsonOf(answered)
  const said = Buffer.from(answered.body).toString()
  throw new Trouble(
    `${method} ${url} 应答 ${answered.status}：${said}`,
    `${method} ${url} was answered ${answered.status}.`,
  )
}

/** The tester's side of the agreement: §12 of the protocol. */
async function proposed({ file, tester, testerUrl, office }: Omit<Enrolment, 'tokens'>) {
  const { baseUrl } = tester.target
  const described = asGroup(jsonOf(await tester.get('/.well-known/cx')))
  const region = String(described.region)
  const theirs = await tester.publishedKeys()
  const now = Math.floor(Date.now() / 1000)
  const signing = file.keys.map(published).filter((key) => key.use === 'sign' && holds(key, now))
  const from = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const id = `trial-${file.region}-${now.toString(36)}`
  const { itemCode } = file.trial.application
  const duties = { zh: '一致性测试。', en: 'Conformance tests.' }
  const document = {
    id,
    version: 1,
    parties: [
      { region: file.region, name: NAME, baseUrl: testerUrl, keys: signing.map(({ kid }) => kid) },
      {
        region,
        name: described.name,
        baseUrl,
        keys: theirs.filter(({ use }) => use === 'sign').map(({ kid }) => kid),
      },
    ].toSorted((one, other) => (one.region < other.region ? -1 : 1)),
    items: [
      { itemCode, receivedBy: file.region, handledBy: region, modes: ['online'], office, from, until: null },
    ],
    duties: { receiving: duties, handling: duties },
    limits: {
      acceptAndPushWorkdays: 1,
      paperPostWorkdays: 2,
      recheckWorkdays: 1,
      resultPostWorkdays: 1,
    },
    noticeDays: 0,
    from,
    until: null,
    previous: null,
  }
  const digest = digestOf(document)
  const key = signerOf(file.keys, Date.now())
  const signature = signJws(
    { alg: 'EdDSA', kid: thumbprintOf(key.jwk), typ: 'cx-agreement+jws' },
    { act: 'sign', agreement: `${id}@1`, digest, signer: file.region, at: now },
    key,
  )
  const act = { act: 'propose', document, signature, countersignature: null }
  const { answered } = await tester.ask('/cx/1/agreements', { body: JSON.stringify(act) })
  if (answered.status === 200) return { id, digest }
  const said = Buffer.from(answered.body).toString()
  throw new Trouble(
    `提出协议得到 ${answered.status}：${said}`,
    `The proposal of the agreement was answered ${answered.status}.`,
  )
}
