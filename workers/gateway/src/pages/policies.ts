/** What a page may load and run (Content-Security-Policy): its own files, and nothing that stands in it. */
export const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
export const POLICIES = {
  strict: STRICT,
  scanner: STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"),
  editor: STRICT.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    'form-action',
    "font-src 'self' data:; form-action",
  ),
} as const
