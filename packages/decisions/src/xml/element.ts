/** Reading the objects dmn-moddle makes without trusting their shape. */
export type Element = { readonly [property: string]: unknown }

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null

/** An attribute or the text of a simple child; empty text counts as absent. */
export function text(element: Element | undefined, property: string): string | null {
  const value = element?.[property]
  if (typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

export function child(element: Element | undefined, property: string): Element | undefined {
  const value = element?.[property]
  return isElement(value) ? value : undefined
}

export function children(element: Element | undefined, property: string): readonly Element[] {
  const value = element?.[property]
  return Array.isArray(value) ? value.filter(isElement) : []
}

/** The kind of element, without its prefix: `Decision`, `DecisionTable`. */
export const kind = (element: Element): string => String(element.$type ?? '').replace(/^.*:/, '')
/** The element a reference points at, by id; references into other models have something before the #. */
export const reference = (element: Element | undefined): string | null =>
  text(element, 'href')?.replace(/^#/, '') ?? null
