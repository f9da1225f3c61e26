import { type Adapters, fileBucket } from '@tongban/services'

/** What this Worker reaches: the files that go with a mending or an appeal. Whatever leaves the region is carried by the job runner. */
export const ADAPTERS = { files: fileBucket } satisfies Adapters
