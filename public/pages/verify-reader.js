/* Reads QR codes from the camera or a picture: by the browser where it can, else by a reader that is loaded only when asked for. */
let reading

async function openReader() {
  if ('BarcodeDetector' in globalThis) {
    const formats = await globalThis.BarcodeDetector.getSupportedFormats()
    if (formats.includes('qr_code')) {
      const detector = new globalThis.BarcodeDetector({ formats: ['qr_code'] })
      return async (image) => (await detector.detect(image)).map(({ rawValue }) => rawValue)
    }
  }
  const { prepareZXingModule, readBarcodes } = await import('/vendor/zxing/reader.js')
  prepareZXingModule({ overrides: { locateFile: (file) => `/vendor/zxing/${file}` } })
  return async (image) => {
    const found = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 })
    return found.filter(({ isValid }) => isValid).map(({ text }) => text)
  }
}

/** The text of the first code in it; undefined where there is none. */
async function textIn(image) {
  reading ??= openReader()
  const [text] = await (await reading)(image)
  return text
}

const MOST_PIXELS = 2000
function pixelsOf(source, width, height) {
  const scale = Math.min(1, MOST_PIXELS / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

export async function readPicture(file) {
  const bitmap = await createImageBitmap(file)
  return textIn(pixelsOf(bitmap, bitmap.width, bitmap.height))
}

const BETWEEN_MS = 200
/** Sets up the button of the page; `taken` gets the text. Pictures chosen in the field go the same way. */
export function openScanner(taken) {
  const [button, view, told] = ['scan', 'scan-view', 'scan-told'].map((id) => document.getElementById(id))
  let stream
  const say = (text) => {
    told.textContent = text ?? ''
  }
  function stop() {
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = undefined
    view.srcObject = null
    view.hidden = true
    button.textContent = button.dataset.start
  }
  async function start() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment' },
        audio: false,
      })
    } catch {
      return say(told.dataset.noCamera)
    }
    view.srcObject = stream
    view.hidden = false
    button.textContent = button.dataset.stop
    say(told.dataset.scanning)
    await view.play()
    while (stream !== undefined) {
      const text =
        view.videoWidth > 0 ? await textIn(pixelsOf(view, view.videoWidth, view.videoHeight)) : undefined
      if (stream !== undefined && text !== undefined) {
        stop()
        say('')
        return taken(text)
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
    }
  }
  if (navigator.mediaDevices !== undefined) {
    button.hidden = false
    button.addEventListener('click', () => {
      if (stream === undefined) return start()
      say('')
      return stop()
    })
  }
  const field = document.querySelector('input[type="file"]')
  field.addEventListener('change', async () => {
    const [file] = field.files
    if (file === undefined || !file.type.startsWith('image/')) return
    const text = await readPicture(file).catch(() => undefined)
    // A picture is not sent.
    field.value = ''
    if (text === undefined) {
      say(told.dataset.noCode)
      return
    }
    say('')
    taken(text)
  })
}
