/** Agreements with the mock partner: it countersigns whatever is proposed to it, as no real region does. */
import { digestOf } from '../wire/canonical.ts'
import { signerOf } from '../wire/envelope.ts'
import { thumbprintOf } from '../wire/keys.ts'
import type { Asked } from '../wire/signature.ts'
import { signJws } from '../wire/token.ts'
import type { Partner } from './partner.ts'
import { type Refusal, refusal } from './problem.ts'
import { strictJson } from './strict-json.ts'

export function countersigned(
  { body }: Asked,
  { region, keys, now }: Partner,
): { readonly body: unknown } | Refusal {
  const { act, document } = membersOf(strictJson(body, false))
  const { id, version } = membersOf(document)
  if (act !== 'propose' || typeof id !== 'string' || typeof version !== 'number')
    return refusal(422, 'invalidInput', '只接受提出的协议。Only proposals are taken.')
  const key = signerOf(keys, now())
  const digest = digestOf(document)
  const signature = signJws(
    { alg: 'EdDSA', kid: thumbprintOf(key.jwk), typ: 'cx-agreement+jws' },
    { act: 'sign', agreement: `${id}@${version}`, digest, signer: region, at: Math.floor(now() / 1000) },
    key,
  )
  return { body: { id, version, digest, state: 'inForce', signature, closing: null } }
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
