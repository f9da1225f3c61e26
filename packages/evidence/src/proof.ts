/**
 * Proof that a record was there when its day was sealed: from its leaf by the path to the day's root, and from there
 * to the region's signature. Whoever holds the public key needs nobody else.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import { fromBase64url } from '@tongban/privacy'
import * as z from 'zod'
import type { PublicKey } from './audit-keys.ts'
import { type DayStatement, dayStatementSchema } from './day.ts'
import { leafHash, rootFromPath } from './merkle.ts'
import { verifySigned } from './signed.ts'

export const inclusionSchema = z.object({
  /** Canonical JSON the leaf is the hash of. */
  leaf: z.string(),
  index: z.int(),
  path: z.array(z.string()),
  /** The signed statement of the day. */
  day: z.string(),
})
export type Inclusion = Readonly<Omit<z.infer<typeof inclusionSchema>, 'path'>> & {
  readonly path: readonly string[]
}

export type ProofFault = 'notInRoot' | 'daySignature'

/** The day the record is proved for, or what is wrong with the proof. */
export async function verifyInclusion(
  keys: readonly PublicKey[],
  { leaf, index, path, day }: Inclusion,
): Promise<Result<DayStatement, ProofFault>> {
  const stated = await readDay(keys, day)
  if (stated === null) return fail('daySignature')
  const root = await rootFromPath(await leafHash(leaf), index, stated.size, path)
  return root === stated.root ? ok(stated) : fail('notInRoot')
}

/** The statement of a day if one of the keys signed it. */
export async function readDay(keys: readonly PublicKey[], jws: string): Promise<DayStatement | null> {
  const read = await verifySigned(keys, 'tongban-day', jws)
  const statement = read.ok ? dayStatementSchema.safeParse(read.value.statement) : undefined
  return statement?.success === true ? statement.data : null
}

/** What a day's statement says, for showing; nobody has verified it here. */
export function readDayUnchecked(jws: string): DayStatement | null {
  const bytes = fromBase64url(jws.split('.')[1] ?? '')
  if (bytes === undefined) return null
  try {
    const parsed = dayStatementSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
