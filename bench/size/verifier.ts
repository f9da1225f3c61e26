import { buildVerifier } from '../../packages/verifier/build.ts'

/** What an app loads to verify by itself: the entry with ES256 and status lists, and the one with SM2. */
export type VerifierSize = { readonly name: string; readonly rawBytes: number; readonly gzipBytes: number }

export async function verifierSizes(): Promise<readonly VerifierSize[]> {
  const built = await buildVerifier()
  return built.map(({ name, bytes, gzip }) => ({ name, rawBytes: bytes, gzipBytes: gzip }))
}
