import type { PageOptions } from '../answer.ts'
import type { Way } from './words.ts'

/** How the pages of a way are framed: a browser of one's own, or the whole screen of a pad, which begins anew by itself. */
export const STYLES = ['rate.css']
export const SCRIPTS = ['rate.js']
const PAD_SCRIPTS = [...SCRIPTS, 'rate-pad.js']

export const frameOf = ({ isPad }: Way): PageOptions =>
  isPad
    ? { styles: STYLES, scripts: PAD_SCRIPTS, layout: 'pad' }
    : { styles: STYLES, scripts: SCRIPTS, back: '/rate' }
