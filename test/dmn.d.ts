/** Rule files are imported as text by tests that run in workerd, where there is no file system. */
declare module '*.dmn?raw' {
  const text: string
  export default text
}

/** Files as text, by pattern: put together when the tests are. */
interface ImportMeta {
  glob(
    pattern: string,
    options: { readonly query: '?raw'; readonly import: 'default'; readonly eager: true },
  ): Readonly<Record<string, string>>
}

declare namespace Cloudflare {
  interface Env {
    readonly DB: D1Database
    readonly FILES: R2Bucket
    readonly TEST_SIGNING_KEY: string
    readonly TONGBAN_EXCHANGE_KEYS: string
    readonly TONGBAN_FIELD_KEYS: string
    readonly TONGBAN_SESSION_KEYS: string
  }
  /** What the Workers under test export. */
  interface GlobalProps {
    mainModule: {
      default: ExportedHandler<object>
      Jobs: typeof import('../workers/supervision/src/index.ts').Jobs
    }
  }
}
