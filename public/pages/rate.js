/* Rating, made nicer: the code behind the # of a link is put into its field, and what goes with a level opens below the faces. */
const part = (name) => document.querySelector(`[data-rate="${name}"]`)

/** `#CODE`, `#sms/CODE` or `#qr/CODE`: no server is told what stands behind the #, and it does not stay in the address. */
function takeCode() {
  const field = document.querySelector('input#token[type="text"]')
  const found = /^#(?:(sms|qr)\/)?([0-9A-Za-z-]{20,100})$/.exec(location.hash)
  if (field === null || found === null) return
  const [, channel, code] = found
  field.value = code
  const channelField = part('channel')
  if (channelField !== null && channel !== undefined) channelField.value = channel
  history.replaceState(null, '', location.pathname + location.search)
}

/** A random mark of this browser, by which many ratings from one device are found. */
function markDevice() {
  const field = part('device')
  if (field === null || document.body.classList.contains('layout-pad')) return
  const key = 'tongban-rating-device'
  try {
    const mark = localStorage.getItem(key) ?? crypto.randomUUID()
    localStorage.setItem(key, mark)
    field.value = mark
  } catch {
    // A browser that keeps nothing says nothing.
  }
}

function openLevels() {
  const [more, stage, button] = [part('more'), part('stage'), part('button')]
  if (more === null || stage === null || button === null) return
  const open = () => {
    const chosen = document.querySelector('input[name="level"]:checked')
    if (chosen === null) return
    more.hidden = false
    for (const group of more.querySelectorAll('[data-level]'))
      group.hidden = group.dataset.level !== chosen.value
    stage.value = 'give'
    button.textContent = button.dataset.give
  }
  const prefix = document.querySelector('#level-error .govuk-visually-hidden')?.textContent ?? ''
  const choose = () => {
    open()
    takeErrorAway(prefix)
  }
  for (const face of document.querySelectorAll('input[name="level"]')) face.addEventListener('change', choose)
  open()
}

/** That none was chosen is true no more. */
function takeErrorAway(prefix) {
  const error = document.querySelector('#level-error')
  if (error === null) return
  error.closest('.govuk-form-group--error')?.classList.remove('govuk-form-group--error')
  error.closest('fieldset')?.removeAttribute('aria-describedby')
  error.remove()
  document.querySelector('.govuk-error-summary')?.remove()
  if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length)
}

takeCode()
markDevice()
openLevels()
