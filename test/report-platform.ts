import { expect, vi } from 'vitest'

/**
 * A platform that is reported to, at the other end of `fetch`: it takes each id in once and answers with the number of a
 * receipt, unless its manner is another.
 */
export type Sent = { readonly id: string; readonly form: string; readonly caseNumber: string }

export function openPlatform<Report extends Sent>(url: string) {
  const attempts: Report[] = []
  const taken = new Map<string, Report>()
  const platform = {
    /** What it was sent, every attempt. */
    attempts,
    /** What it has taken in, once an id. */
    taken,
    /** What it answers instead, where it does. */
    manner: (_: Report): Response | undefined => undefined,
    asNew() {
      attempts.length = 0
      taken.clear()
      platform.manner = () => undefined
    },
  }
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    expect(request.url).toBe(url)
    expect(request.headers.get('signature-input')).toContain('"@method" "@target-uri" "content-digest"')
    const report: Report = JSON.parse(await request.text())
    attempts.push(report)
    const refusal = platform.manner(report)
    if (refusal !== undefined) return refusal
    taken.set(report.id, report)
    const receiptNumber = `R-${[...taken.keys()].indexOf(report.id) + 1}`
    return Response.json({ id: report.id, state: 'received', receiptNumber })
  })
  return platform
}
