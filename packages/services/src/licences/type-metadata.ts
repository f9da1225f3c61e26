import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { HOLDER_CODE_TYPES, LICENCE_TYPES, type LicenceType, METADATA, vctOf } from '@tongban/licences'
import type { Text } from '@tongban/verifier'

/**
 * The types of licence this build knows, every version: what a licence of it states, what its holder may keep back, and
 * which code it is of. Names of members as SD-JWT VC Type Metadata has them where it has them.
 */
export type TypeMetadata = {
  readonly vct: string
  readonly type: string
  readonly version: number
  readonly name: string
  readonly display: readonly { readonly locale: string; readonly name: string }[]
  /** 证照类型代码 without its first 18 characters; `local`: the region's own number, not a national one. */
  readonly code: { readonly owner: string | null; readonly number: string; readonly local: boolean }
  readonly claims: readonly {
    readonly path: readonly [string]
    readonly display: readonly { readonly locale: string; readonly label: string }[]
    readonly form: string
    readonly sd: 'allowed' | 'never'
    readonly mandatory: boolean
  }[]
}

/** For whoever keeps licences by the national names of their metadata: which member each is filled from. */
const NATIONAL = { standard: 'GB/T 36903-2018', names: METADATA, holderCodeTypes: HOLDER_CODE_TYPES } as const

export const listTypeMetadata = async (): Promise<
  Result<{ readonly types: readonly TypeMetadata[]; readonly metadata: typeof NATIONAL }, never>
> => ok({ types: LICENCE_TYPES.map(metadataOf), metadata: NATIONAL })

/** All versions of one type, the newest first. */
export async function readTypeMetadata(
  type: string,
): Promise<Result<{ readonly types: readonly TypeMetadata[] }, Failure>> {
  const versions = LICENCE_TYPES.filter(({ slug }) => slug === type).toSorted((a, b) => b.version - a.version)
  if (versions.length === 0) return fail({ code: 'notFound', what: 'licenceType' })
  return ok({ types: versions.map(metadataOf) })
}

const metadataOf = (type: LicenceType): TypeMetadata => ({
  vct: vctOf(type),
  type: type.slug,
  version: type.version,
  name: type.name.zh,
  display: inBoth(type.name).map(([locale, name]) => ({ locale, name })),
  code: { ...type.code, local: type.local },
  claims: type.claims.map(({ name, label, form, mayHide, optional }) => ({
    path: [name],
    display: inBoth(label).map(([locale, text]) => ({ locale, label: text })),
    form,
    sd: mayHide ? 'allowed' : 'never',
    mandatory: optional !== true,
  })),
})

const inBoth = ({ zh, en }: Text) =>
  [
    ['zh-CN', zh],
    ['en', en],
  ] as const
