/* 亮证码: counts down, and brings the next code at half of the life of this one; while nobody looks, none is made. */
const card = () => document.querySelector('.shown-code')
let shownAt = performance.now()
let isComing = false

const ageSeconds = () => (performance.now() - shownAt) / 1000
const lives = (name) => Number(card()?.dataset[name] ?? 0)

async function next() {
  if (isComing) return
  isComing = true
  try {
    const asked = performance.now()
    const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' }, redirect: 'manual' })
    const came = answer.ok
      ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.shown-code')
      : null
    // Signed out, or the licence does not hold any more: the page itself says so.
    if (came === null) return location.reload()
    card().replaceWith(document.adoptNode(came))
    shownAt = asked
  } catch {
    // Without a network this code goes on until it ends.
  } finally {
    isComing = false
    tell()
  }
}

function tell() {
  const count = card()?.querySelector('.shown-code-count')
  if (!count) return
  const left = Math.ceil(lives('lives') - ageSeconds())
  const isOver = left <= 0
  count.hidden = false
  count.textContent = isOver ? count.dataset.over : `${left}${count.dataset.words}`
  card().classList.toggle('is-over', isOver)
}

function tick() {
  tell()
  const isDue = ageSeconds() >= lives('refresh')
  if (isDue && document.visibilityState === 'visible') next()
}

tick()
setInterval(tick, 1000)
document.addEventListener('visibilitychange', tick)
