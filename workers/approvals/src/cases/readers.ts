import type { Rights } from '@tongban/http'

/** Who may ask for a case at all; whether it is this one is checked by the service that loads it. */
export const CASE_READERS = [
  'owner',
  'agent',
  { role: 'window' },
  { role: 'handler' },
  { role: 'chief' },
  { role: 'head' },
  { role: 'governmentHead' },
  { role: 'supervisor' },
  { role: 'auditor' },
] as const satisfies Rights
