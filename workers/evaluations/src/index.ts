import { door } from './door.ts'

export { Work } from './jobs/entrypoint.ts'
export default {
  fetch: (request, env, execution) => door.fetch(request, env, execution),
} satisfies ExportedHandler<object>
