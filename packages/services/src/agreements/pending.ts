import type { AgreementRow } from '@tongban/store'

/** An act asked for by one person, until another confirms it. */
export type Pending =
  | { readonly act: 'propose' }
  | { readonly act: 'countersign' }
  | { readonly act: 'end'; readonly endsOn: string; readonly reason: string }

/** Guarantee: the text was written by `pendingText`. */
export const pendingOf = ({ pending }: AgreementRow): Pending | null =>
  pending === null ? null : (JSON.parse(pending) as Pending)
export const pendingText = (pending: Pending): string => JSON.stringify(pending)
