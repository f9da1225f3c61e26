/** Officials who see cases and lists of them; of which departments is decided by the service that loads them. */
export const LIST_READERS = [
  { role: 'window' },
  { role: 'handler' },
  { role: 'chief' },
  { role: 'head' },
  { role: 'governmentHead' },
  { role: 'supervisor' },
  { role: 'auditor' },
] as const

/** Who may ask for a case at all; whether it is this one is checked by the service that loads it. */
export const CASE_READERS = ['owner', 'agent', ...LIST_READERS] as const
