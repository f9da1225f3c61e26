/* Codes of a receipt: left standing on a screen, they are taken away when they would no longer be shown. */
const codes = [...document.querySelectorAll('.hall-codes')]
const lives = Number(codes.find((each) => each.dataset.lives)?.dataset.lives ?? 0)
const endsAt = Date.now() + lives * 1000

function tell() {
  if (Date.now() < endsAt) return
  clearInterval(ticking)
  for (const each of codes) (each.closest('.govuk-summary-list__row') ?? each).remove()
  for (const each of document.querySelectorAll('.hall-codes-over')) each.hidden = false
}

const ticking = setInterval(tell, 1000)
// A page that comes back from the memory of the browser, or a computer that slept.
addEventListener('pageshow', tell)
document.addEventListener('visibilitychange', tell)
