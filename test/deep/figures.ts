/** Figures of a report: the middle one of many, and no more digits than were measured. */
export const p50 = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}
export const rounded = (value: number) => Math.round(value * 100) / 100
