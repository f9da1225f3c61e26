/* The pad of a window: a minute after the last touch or key the next person finds the beginning. */
const IDLE_MS = 60_000
const START = '/rate/pad'
let timer
const wait = () => {
  clearTimeout(timer)
  timer = setTimeout(() => location.replace(START), IDLE_MS)
}
for (const sign of ['pointerdown', 'keydown', 'input']) addEventListener(sign, wait, { passive: true })
// At the beginning there is nothing to wait for until somebody begins.
if (location.pathname !== START) wait()
