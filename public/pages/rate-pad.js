/*
 * The pad of a window: a minute after the last touch or key the next person finds the beginning. There it looks every half
 * minute for what was done at the window, as long as nobody touches it.
 */
const IDLE_MS = 60_000
const LOOK_MS = 30_000
const START = '/rate/pad'
// In Chinese and plain type, whatever whoever was here before has chosen.
const BEGINNING = `${START}?lang=zh&type=normal`
let timer
let look
const wait = () => {
  clearTimeout(timer)
  clearInterval(look)
  timer = setTimeout(() => location.replace(BEGINNING), IDLE_MS)
}
for (const sign of ['pointerdown', 'keydown', 'input']) addEventListener(sign, wait, { passive: true })
// At the beginning there is nothing to wait for until somebody begins.
if (location.pathname !== START || document.documentElement.lang !== 'zh-CN') wait()
else if (document.querySelector('[data-pad="waiting"]') !== null)
  look = setInterval(() => location.reload(), LOOK_MS)
