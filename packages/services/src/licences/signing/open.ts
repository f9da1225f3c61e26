import type { IssuerKeys, KeySigner, LicenceSigner } from '@tongban/licences'
import type { Context } from '../../context.ts'
import { httpKeySigner } from './http-signer.ts'
import { type SigningTools, signDrafts } from './sign.ts'

/**
 * Who signs this region's licences: the keys of its ring, or in the place of the ring's key of the same algorithm a
 * licensed provider's signing service, so that the signature is the provider's (商用密码管理条例 30).
 */
export type SignerConfig = Omit<SigningTools, 'issuer' | 'demonstration' | 'signersAt'> & {
  readonly iss: string
  readonly keys: IssuerKeys
  readonly environment: 'development' | 'production'
  readonly signingUrl: string | null
}

export function openSigner(config: SignerConfig, { clock }: Pick<Context, 'clock'>): LicenceSigner {
  const { iss, keys, environment, statusBase, region, random } = config
  const remote = remoteSigner(config, clock)
  const tools: SigningTools = {
    issuer: iss,
    statusBase,
    region,
    random,
    demonstration: environment === 'development',
    signersAt: (second) => ({
      licence: withRemote(keys.signersOf('licence', second), remote),
      paper: keys.signersOf('paper', second)[0] ?? null,
    }),
  }
  return { sign: (drafts) => signDrafts(tools, drafts) }
}

function remoteSigner(
  { keys, signingUrl, environment }: SignerConfig,
  clock: Context['clock'],
): KeySigner | null {
  if (signingUrl === null) return null
  if (keys.remote === null) throw new Error('TONGBAN_ISSUER_KEYS: names no key of the signing service')
  const signer = httpKeySigner({ ...keys.remote, url: signingUrl }, { clock }, environment)
  if (!signer.ok)
    throw new Error(`TONGBAN_LICENCE_SIGNING_URL or its key refused: ${signer.failure.fields.join(', ')}`)
  return signer.value
}

/** ES256 first: it signs the credential itself, the others stand beside it. */
function withRemote(own: readonly KeySigner[], remote: KeySigner | null): readonly KeySigner[] {
  if (remote === null) return own
  const signers = [remote, ...own.filter(({ alg }) => alg !== remote.alg)]
  return signers.toSorted((left, right) => Number(left.alg !== 'ES256') - Number(right.alg !== 'ES256'))
}
