/** Whether bytes are the Ed25519 signature of a key over others (RFC 8032 §5.1.7): what is no signature at all is not. */
const SIGNATURE_BYTES = 64

/** Some platforms throw at what is not 64 bytes long, and whatever they throw at is no signature. */
export async function isSignedBy(key: CryptoKey, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
  if (signature.byteLength !== SIGNATURE_BYTES) return false
  try {
    return await crypto.subtle.verify('Ed25519', key, signature, data)
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false
    throw error
  }
}
