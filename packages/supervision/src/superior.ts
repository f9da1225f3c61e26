/**
 * The four tables 收件、受理、过程、办结 in which provinces have cases reported, and which event of a case gives a row of
 * which. Codes of results are those of the national tables as they were read (办件过程、办件结果). An event the tables have
 * no code for is not reported; what is decided anew is one more row with a higher number.
 */
export const SUPERIOR_FORMS = {
  receipt: { zh: '收件', en: 'receipt' },
  acceptance: { zh: '受理', en: 'acceptance' },
  process: { zh: '过程', en: 'process' },
  result: { zh: '办结', en: 'result' },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>
export type SuperiorForm = keyof typeof SUPERIOR_FORMS
export const SUPERIOR_FORM_NAMES: readonly SuperiorForm[] = ['receipt', 'acceptance', 'process', 'result']

/** 办件过程 node results: 0 不同意, 1 同意, 2 不受理, 3 不予受理, 4 受理, 5 补齐补正, 6 特别程序, 7 退回. */
const NODE_RESULTS: Readonly<Record<string, number>> = {
  refused: 0,
  granted: 1,
  deemedGranted: 1,
  notRequired: 2,
  notAccepted: 3,
  accepted: 4,
  deemedAccepted: 4,
  supplementRequested: 5,
  suspended: 6,
  returned: 7,
  sentBack: 7,
}
/** 办结结果: 0 出证办结, 1 不予许可, 5 退件（长期不补正、主动放弃）, 6 不予受理. */
const DONE_RESULTS: Readonly<Record<string, number>> = {
  granted: 0,
  deemedGranted: 0,
  refused: 1,
  withdrawn: 5,
  abandoned: 5,
  returned: 5,
  notRequired: 6,
  notAccepted: 6,
}

export type SuperiorRow = { readonly form: SuperiorForm; readonly result: number | null }

/** Which rows an event gives; `opinion` is that of a signature. */
export function superiorRowsOf(type: string, opinion: unknown): readonly SuperiorRow[] {
  const node = type === 'signed' ? (opinion === 'grant' ? 1 : 0) : NODE_RESULTS[type]
  const done = DONE_RESULTS[type]
  return [
    ...(type === 'received' ? [{ form: 'receipt', result: null } as const] : []),
    ...(type === 'accepted' || type === 'deemedAccepted'
      ? [{ form: 'acceptance', result: null } as const]
      : []),
    ...(node === undefined ? [] : [{ form: 'process', result: node } as const]),
    ...(done === undefined ? [] : [{ form: 'result', result: done } as const]),
  ]
}
