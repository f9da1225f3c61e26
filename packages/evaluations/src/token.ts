/**
 * The token of an invitation 评价码: case number, service number and sixteen characters that only the region can make, for a
 * person to scan, to type, or to read out on the telephone. It says nothing about anybody. What it is bound to (case,
 * service, holder) goes into the characters; making and checking them needs a key and is done elsewhere.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PROOF_CHARS = 16
/** Nine digits: no case comes to so many services, nor its receipt to so many codes, which are numbered alike. */
const SERVICE_NUMBER = /^[1-9][0-9]{0,8}$/
const CASE_NUMBER = /^[0-9A-Z]{22}$/

export type InvitationToken = {
  readonly caseNumber: string
  /** The n-th service of that case. */
  readonly serviceNumber: number
  /** Eighty bits, in the letters of Crockford's base 32. */
  readonly proof: string
}

/** As it is printed: `5101162026112200000010-1-7K2M-0QPV-C3ZD-8RTA`. */
export function printToken({ caseNumber, serviceNumber, proof }: InvitationToken): string {
  return [caseNumber, serviceNumber, ...(proof.match(/.{4}/g) ?? [])].join('-')
}

/** As people type it: in any case, with spaces, with O for 0 and I or L for 1. Undefined: it is no token. */
export function readToken(text: string): InvitationToken | undefined {
  if (text.length > 100) return undefined
  const [caseNumber = '', serviceNumber = '', ...proof] = text
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .split(/[\s-]+/)
  const letters = proof.join('').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (!CASE_NUMBER.test(caseNumber) || !SERVICE_NUMBER.test(serviceNumber)) return undefined
  if (letters.length !== PROOF_CHARS || [...letters].some((letter) => !ALPHABET.includes(letter)))
    return undefined
  return { caseNumber, serviceNumber: Number(serviceNumber), proof: letters }
}

/** The letters of a digest of at least twenty hexadecimal digits: four letters for each five of them. */
export function proofOf(digest: string): string {
  let letters = ''
  for (let at = 0; at < DIGITS; at += DIGITS_AT_ONCE) {
    const bits = Number.parseInt(digest.slice(at, at + DIGITS_AT_ONCE), 16)
    for (let shift = 15; shift >= 0; shift -= 5) letters += ALPHABET.charAt((bits >> shift) & 31)
  }
  return letters
}

const DIGITS = 20
const DIGITS_AT_ONCE = 5
