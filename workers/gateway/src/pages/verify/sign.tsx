import type { Verdict } from './schemas.ts'

/** A sign for each state beside its words, so that colour says nothing alone. */
export const SIGNS: Readonly<Record<Verdict['state'], string>> = {
  valid: 'M13 25l8 8 15-18',
  suspended: 'M18 14v20M30 14v20',
  ended: 'M15 15l18 18M33 15L15 33',
  invalid: 'M15 15l18 18M33 15L15 33',
  expired: 'M24 12v13l8 6',
  notYetValid: 'M24 12v13l8 6',
  unknown: 'M18 18a6 6 0 1 1 8 6c-2 1-2 2-2 5M24 34.5v.5',
}
export const StateSign = ({ state }: { readonly state: Verdict['state'] }) => (
  <svg class="verdict-sign" viewBox="0 0 48 48" width="56" height="56" aria-hidden="true" focusable="false">
    <circle cx="24" cy="24" r="21" fill="none" stroke="currentColor" stroke-width="3" />
    <path
      d={SIGNS[state]}
      fill="none"
      stroke="currentColor"
      stroke-width="4"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
)
