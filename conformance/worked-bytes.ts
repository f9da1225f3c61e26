/**
 * One whole request and its answer with the keys they were made with, for the pages of the protocol. Everything is fixed:
 * the keys (made from a text, and worth nothing), the time, the nonce, and what is otherwise drawn by lot.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { canonical, contentDigest, digestOf } from './wire/canonical.ts'
import { deliveryOf, type Envelope, manifestHeader, NOTHING_BEFORE } from './wire/envelope.ts'
import { type HeldKey, type PrivateJwk, publicOf, sha256, thumbprintOf } from './wire/keys.ts'
import { seal } from './wire/seal.ts'
import {
  answerComponentsOf,
  baseOf,
  componentsOf,
  inputOf,
  parametersAt,
  signatureFields,
} from './wire/signature.ts'
import { makeSet, STORED } from './wire/token.ts'

/** 23 November 2026, 09:00 in Shanghai. */
export const WORKED_AT = Date.parse('2026-11-23T01:00:00.000Z')
const SENDER = '510116'
const RECEIVER = '500112'
const BASE_URL = 'https://cx.yubei.example/exchange'
const EPHEMERAL = 'tongban cx/1 worked bytes: ephemeral'
const URL_OF_MESSAGES = `${BASE_URL}/cx/1/messages`

/** The 32 bytes of a private key, wrapped as PKCS #8 (RFC 8410). */
function privateOf(curve: 'Ed25519' | 'X25519', seed: string): KeyObject {
  const oid = curve === 'Ed25519' ? '70' : '6e'
  const wrapped = Buffer.concat([Buffer.from(`302e020100300506032b65${oid}04220420`, 'hex'), sha256(seed)])
  return createPrivateKey({ key: wrapped, format: 'der', type: 'pkcs8' })
}

function jwkOf(curve: 'Ed25519' | 'X25519', seed: string): PrivateJwk {
  const { x = '' } = createPublicKey(privateOf(curve, seed)).export({ format: 'jwk' })
  return { kty: 'OKP', crv: curve, x, d: sha256(seed).toString('base64url') }
}

const held = (use: HeldKey['use'], jwk: PrivateJwk): HeldKey => ({ use, jwk, from: 0, until: null })

export function workedExample() {
  const sign = jwkOf('Ed25519', 'tongban cx/1 worked bytes: sender signs')
  const open = jwkOf('X25519', 'tongban cx/1 worked bytes: receiver opens')
  const answers = jwkOf('Ed25519', 'tongban cx/1 worked bytes: receiver signs')
  const person = { name: '演示申', idKind: 'residentId', idNumber: '509999194411019810' }
  const application = {
    itemCode: 'elderly-allowance',
    situation: 'ownAccount',
    applicant: { kind: 'person', ...person },
    representation: { kind: 'staffAssisted' },
    contact: { phone: '028-00000000' },
    form: { payee: { account: '9999000011112222' } },
    materials: [],
    channel: 'window',
    delivery: { kind: 'electronic' },
    privacyNotice: '2026-01',
    handlingRegion: RECEIVER,
  }
  const content = {
    application,
    submitter: { kind: 'official', ...person, realNameLevel: 'L3' },
    checks: {
      form: 'complete',
      identity: 'inPerson',
      department: 'services',
      departmentName: '政务服务中心',
    },
    files: [],
  }
  const subject = '5101162026112300000019'
  const cx = `${subject}|case.submitted|1`
  const drawn = {
    ephemeral: privateOf('X25519', EPHEMERAL),
    contentKey: sha256('tongban cx/1 worked bytes: content key'),
    iv: sha256('tongban cx/1 worked bytes: iv').subarray(0, 12),
  }
  const sealed = seal(content, cx, publicOf(open), drawn)
  const message: Envelope = {
    specversion: '1.0',
    id: '0f8fad5b-d9cb-469f-a165-70867728950e',
    type: 'case.submitted',
    source: SENDER,
    to: RECEIVER,
    subject,
    time: '2026-11-23T01:00:00.000Z',
    datacontenttype: 'application/json',
    seq: 1,
    previous: NOTHING_BEFORE,
    agreement: '500112-510116@1',
    route: digestOf('a route'),
    data: {
      itemCode: 'elderly-allowance',
      itemVersion: '2026-01',
      situation: 'ownAccount',
      mode: 'online',
      channel: 'window',
      receivedAt: WORKED_AT - 60_000,
      transferredAt: WORKED_AT,
      path: [SENDER],
      applicationDigest: digestOf(application),
    },
    sealed,
  }
  const delivery = deliveryOf([message])
  const body = Buffer.from(canonical(delivery))
  const fields = {
    'content-type': 'application/json',
    'content-digest': contentDigest(body),
    'idempotency-key': '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    'cx-from': SENDER,
    'cx-to': RECEIVER,
    ...manifestHeader(delivery),
  }
  const bare = { method: 'POST', url: URL_OF_MESSAGES, headers: fields, body }
  const parameters = { ...parametersAt(WORKED_AT, held('sign', sign)), nonce: 'AAECAwQFBgcICQoLDA0ODw' }
  const input = inputOf(componentsOf(fields), parameters)
  const base = mustBeThere(baseOf(input, bare))
  const asked = { ...bare, headers: { ...fields, ...signatureFields(base, input, held('sign', sign), 'cx') } }

  const receipt = makeSet(
    STORED,
    { messages: delivery.manifest },
    {
      from: RECEIVER,
      to: SENDER,
      at: WORKED_AT,
      key: held('sign', answers),
      jti: '16fd2706-8baf-433b-82eb-8c7fada847da',
      txn: fields['idempotency-key'],
    },
  )
  const told = Buffer.from(
    canonical({ receipt, dispositions: [{ id: message.id, state: 'stored' }], verdicts: [] }),
  )
  const toldFields = { 'content-type': 'application/json', 'content-digest': contentDigest(told) }
  const unsigned = { status: 200, headers: toldFields, body: told }
  const answerInput = inputOf(answerComponentsOf(toldFields, asked), {
    ...parametersAt(WORKED_AT, held('sign', answers)),
    nonce: undefined,
  })
  const answerBase = mustBeThere(baseOf(answerInput, asked, unsigned))
  const signature = signatureFields(answerBase, answerInput, held('sign', answers), 'cxr')
  const answered = { ...unsigned, headers: { ...toldFields, ...signature } }
  return {
    keys: { sign, open, answers },
    content,
    drawn: {
      epk: jwkOf('X25519', EPHEMERAL),
      cek: drawn.contentKey.toString('base64url'),
      iv: drawn.iv.toString('base64url'),
    },
    message,
    delivery,
    asked,
    base,
    receipt,
    answered,
    answerBase,
  }
}

function mustBeThere(base: string | undefined): string {
  if (base === undefined) throw new Error('a component has no value')
  return base
}

type Words = {
  readonly keys: string
  readonly sender: string
  readonly opener: string
  readonly receiver: string
  readonly plain: string
  readonly drawn: string
  readonly message: string
  readonly digest: string
  readonly manifest: string
  readonly request: string
  readonly base: string
  readonly answer: string
  readonly answerBase: string
  readonly receipt: string
}

const WORDS: Readonly<Record<'en' | 'zh', Words>> = {
  en: {
    keys: 'These private keys are published, so that everybody can reckon it over. Never use them.',
    sender: 'Signing key of the sender 510116, thumbprint',
    opener: 'Opening key of the receiver 500112, thumbprint',
    receiver: 'Signing key of the receiver 500112, thumbprint',
    plain: 'What is sealed (canonical JSON)',
    drawn: 'What is drawn by lot when it is sealed: ephemeral key, content key and initialisation vector',
    message: 'The message (canonical JSON, one line)',
    digest: 'Its digest',
    manifest: 'The manifest (canonical JSON)',
    request: 'The request as it is sent; its body is one line without a line feed at its end',
    base: 'Its signature base, without a line feed at its end',
    answer: 'The answer',
    answerBase: 'Its signature base',
    receipt: 'The receipt in it, header and payload',
  },
  zh: {
    keys: '以下私钥公开，供各方自行验算，切勿使用。',
    sender: '发出地 510116 的签名密钥，指纹',
    opener: '收到地 500112 的解封密钥，指纹',
    receiver: '收到地 500112 的签名密钥，指纹',
    plain: '被封存的内容（规范 JSON）',
    drawn: '封存时随机产生的：临时密钥、内容密钥、初始向量',
    message: '消息（规范 JSON，一行）',
    digest: '其摘要',
    manifest: '清单（规范 JSON）',
    request: '所发请求；正文为一行，末尾没有换行',
    base: '其签名依据，末尾没有换行',
    answer: '应答',
    answerBase: '其签名依据',
    receipt: '其中的回执：头部和载荷',
  },
}

/** The section of the page, as Markdown. */
export function workedBytes(language: 'en' | 'zh'): string {
  const words = WORDS[language]
  const example = workedExample()
  const { keys, content, drawn, message, delivery, asked, base, receipt, answered, answerBase } = example
  const block = (text: string, kind = '') => `\n\`\`\`${kind}\n${text}\n\`\`\`\n`
  const key = (said: string, jwk: PrivateJwk) =>
    `${said} \`${thumbprintOf(jwk)}\`:\n${block(JSON.stringify(jwk), 'json')}`
  const fieldsIn = (headers: Readonly<Record<string, string>>) =>
    Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const { pathname, host } = new URL(asked.url)
  const parts = receipt.split('.', 2).map((part) => Buffer.from(part, 'base64url').toString())
  return [
    `${words.keys}\n`,
    key(words.sender, keys.sign),
    key(words.opener, keys.open),
    key(words.receiver, keys.answers),
    `${words.plain}:\n${block(canonical(content), 'json')}`,
    `${words.drawn}:\n${block(JSON.stringify(drawn), 'json')}`,
    `${words.message}:\n${block(canonical(message), 'json')}`,
    `${words.digest}: \`${digestOf(message)}\`\n`,
    `${words.manifest}:\n${block(canonical(delivery.manifest), 'json')}`,
    `${words.request}:\n${block([`POST ${pathname} HTTP/1.1`, `host: ${host}`, ...fieldsIn(asked.headers), '', `${asked.body}`].join('\n'), 'http')}`,
    `${words.base}:\n${block(base)}`,
    `${words.answer}:\n${block(['HTTP/1.1 200 OK', ...fieldsIn(answered.headers), '', `${answered.body}`].join('\n'), 'http')}`,
    `${words.answerBase}:\n${block(answerBase)}`,
    `${words.receipt}:\n${block(parts.join('\n'), 'json')}`,
  ].join('\n')
}
