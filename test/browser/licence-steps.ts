import { expect } from 'vitest'
import type { Side, Visitor } from './kit.ts'

/** A licence to be shown, verified and taken away, made over the API where clicks are not what is tested. */
export type Held = {
  readonly identifier: string
  readonly file: Readonly<Record<string, unknown>>
  readonly paper: string
}

export async function licensed(side: Side, who: string): Promise<Held> {
  const { status, text } = await side.call(who, 'POST', '/approvals/v1/applications', await side.body(who))
  // Somebody who holds it already from another test of these regions is told so; the licence is the same.
  if (status !== 201 && status !== 409) throw new Error(text)
  const { body } = await side.call(who, 'GET', '/licences/v1/licences')
  const { licences } = body as { licences: { identifier: string; standing: string }[] }
  const held = licences.find(({ standing }) => standing === 'valid')
  if (held === undefined) throw new Error(`${who} holds no licence`)
  const one = await side.call(who, 'GET', `/licences/v1/licences/${held.identifier}`)
  const { file } = one.body as { file: { paper: string } }
  return { identifier: held.identifier, file, paper: file.paper }
}

/** The address behind the QR of the page as it is shown now. */
export async function codeShown({ page }: Visitor): Promise<string> {
  const text = (await page.locator('.shown-code-text').textContent()) ?? ''
  const code = text.replaceAll(/\s/g, '')
  expect(code).toMatch(/^[0-9A-Z]{26}$/)
  return code
}
