/* 核验: what is scanned goes into the field and is sent by the form; and the page is kept for when the network is gone. */
import { openScanner } from './verify-reader.js'

const field = document.getElementById('shown')
openScanner((text) => {
  field.value = text
  field.form.requestSubmit()
})

if ('serviceWorker' in navigator) {
  // A browser that keeps nothing goes without.
  navigator.serviceWorker.register('/sw.js', { scope: '/verify' }).catch(() => undefined)
}
