import type { PageDefinition } from '../definition.ts'
import { showAccessibility } from './accessibility.tsx'
import { endSignIn } from './callback.ts'
import { showDemoPeople, signInAsDemo } from './demo.tsx'
import { showSignIn } from './sign-in.tsx'
import { showSignOut, signOut } from './sign-out.tsx'
import { startSignIn } from './start.ts'

export const SESSION_PAGES: readonly PageDefinition[] = [
  showSignIn,
  startSignIn,
  endSignIn,
  showDemoPeople,
  signInAsDemo,
  showSignOut,
  signOut,
  showAccessibility,
]
