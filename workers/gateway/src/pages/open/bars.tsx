import type { Child } from 'hono/jsx'
import type { Visit } from '../visit.ts'
import { countText } from './words.ts'

/**
 * Bars of parts of a whole, drawn here and shown as they are, without a script. The label and every count stand beside them
 * in words; a part is told from the others by a pattern besides its colour. What is withheld is not drawn.
 */
export type Part = { readonly name: string; readonly count: number | null; readonly look: Look }
export type Look = 'good' | 'plain' | 'bad' | 'l1' | 'l2' | 'l3' | 'l4' | 'l5'
export type Bar = { readonly label: Child; readonly total: number; readonly parts: readonly Part[] }

export const WIDTH = 1000

/** Where each part begins and how wide it is; the longest bar fills the width. */
export function laidOut(parts: readonly Part[], longest: number) {
  let from = 0
  return parts.flatMap((part) => {
    if (part.count === null || part.count === 0 || longest <= 0) return []
    const width = (part.count / longest) * WIDTH
    const laid = { ...part, x: round(from), width: round(width) }
    from += width
    return [laid]
  })
}
const round = (number: number) => Math.round(number * 100) / 100

export function Bars({ v, bars }: { readonly v: Visit; readonly bars: readonly Bar[] }) {
  const longest = Math.max(...bars.map(({ total }) => total))
  const legend = bars[0]?.parts ?? []
  // Where all is withheld there is nothing to draw: the table below says so.
  if (bars.every(({ parts }) => laidOut(parts, longest).length === 0)) return null
  return (
    <div class="bars">
      <ul class="bars-legend">
        {legend.map(({ name, look }) => (
          <li>
            <svg class="bars-swatch" viewBox="0 0 20 20" aria-hidden="true">
              <defs>
                <pattern id={`look-${look}`} width="8" height="8" patternUnits="userSpaceOnUse">
                  <Pattern look={look} />
                </pattern>
              </defs>
              <rect width="20" height="20" fill={`url(#look-${look})`} />
            </svg>{' '}
            {name}
          </li>
        ))}
      </ul>
      <ul class="bars-rows">
        {bars.map(({ label, total, parts }) => {
          const said = parts.map(({ name, count }) => `${name} ${countText(v, count)}`).join(v.t(COMMA))
          return (
            <li>
              <p class="bars-label">
                {label} <strong>{total}</strong>
              </p>
              <svg class="bars-bar" viewBox={`0 0 ${WIDTH} 24`} preserveAspectRatio="none" role="img">
                <title>{said}</title>
                {laidOut(parts, longest).map(({ x, width, look }) => (
                  <rect x={x} y="0" width={width} height="24" fill={`url(#look-${look})`} />
                ))}
              </svg>
            </li>
          )
        })}
      </ul>
      {bars.some(({ parts }) => parts.some(({ count }) => count === null)) && (
        <p class="govuk-body-s quiet">
          {v.t({ zh: '不足 5 的数量不公布，图中不画。', en: 'Counts below 5 are withheld and not drawn.' })}
        </p>
      )}
    </div>
  )
}
const COMMA = { zh: '，', en: ', ' }

/** Plain, striped, or dotted on the colour of its look. */
function Pattern({ look }: { readonly look: Look }) {
  const marks = {
    good: '',
    l5: '',
    plain: 'M0 4 H8',
    l4: 'M0 4 H8',
    l3: 'M4 0 V8',
    bad: 'M0 8 L8 0',
    l2: 'M0 8 L8 0',
    l1: 'M0 8 L8 0 M0 0 L8 8',
  }[look]
  return (
    <>
      <rect class={`look-${look}`} width="8" height="8" />
      {marks !== '' && <path class="look-mark" d={marks} stroke-width="1.5" fill="none" />}
    </>
  )
}
