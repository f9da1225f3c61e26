/** Officials of a department that has cases; of which department is decided by the service that loads them. */
export const DEPARTMENT_OFFICIALS = [
  { role: 'window' },
  { role: 'handler' },
  { role: 'chief' },
  { role: 'head' },
] as const

/** Officials who see cases and lists of them. */
export const LIST_READERS = [
  ...DEPARTMENT_OFFICIALS,
  { role: 'governmentHead' },
  { role: 'supervisor' },
  { role: 'auditor' },
] as const

/** Who sees rectification orders and notices: also who mends and who calls back. */
export const ORDER_READERS = [...LIST_READERS, { role: 'rectifier' }, { role: 'callback' }] as const

/** Whoever may have to answer a notice; whose a step is, the table of the notice says. */
export const NOTICE_ANSWERERS = [
  ...DEPARTMENT_OFFICIALS,
  { role: 'rectifier' },
  { role: 'callback' },
  { role: 'supervisor' },
] as const

/** Who may ask for a case at all; whether it is this one is checked by the service that loads it. */
export const CASE_READERS = ['owner', 'agent', ...LIST_READERS] as const
