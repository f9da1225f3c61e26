/** One range of a file (RFC 9110 14.2), `to` not included. */
export type Range = { readonly from: number; readonly to: number }

/**
 * The range that is asked for; the whole where none is, where several are, or where it cannot be met: a server may
 * ignore the header, and the whole is never wrong.
 */
export function rangeOf(header: string | undefined, size: number): Range & { readonly partial: boolean } {
  const whole = { from: 0, to: size, partial: false }
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined) return whole
  if (first === '') {
    const length = Math.min(Number(last), size)
    return last === '' || length === 0 ? whole : { from: size - length, to: size, partial: true }
  }
  const from = Number(first)
  const to = last === '' ? size : Math.min(Number(last) + 1, size)
  return from < to ? { from, to, partial: true } : whole
}
