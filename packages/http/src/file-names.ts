/** Names of files hold names of people: they travel in a header and never in an address. */

/** Header `Upload-Name`, percent-encoded UTF-8; each escape is one byte. Null where one is broken or the bytes are none. */
export function decodedName(text: string): string | null {
  if (/%(?![0-9a-f]{2})/i.test(text)) return null
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const isEscape = text[at] === '%'
    bytes.push(isEscape ? Number.parseInt(text.slice(at + 1, at + 3), 16) : text.charCodeAt(at))
    if (isEscape) at += 2
  }
  const name = new TextDecoder().decode(new Uint8Array(bytes))
  return name.includes('\u{FFFD}') ? null : name
}

/**
 * Header `Content-Disposition` of a file that is saved and never shown in the page it came from. RFC 8187: what
 * `encodeURIComponent` leaves and the grammar does not take is written out too.
 */
export function attachmentNamed(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename*=UTF-8''${encoded}`
}
