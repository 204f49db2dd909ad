import { SetMetadata } from '@nestjs/common';
import type { Role } from '#contracts';

/** Who may call a route: anybody, or the named roles. A route without a statement is closed to all. */
export type Access = 'public' | readonly Role[];

/** The metadata key of {@link Access}. */
export const ACCESS = 'pinglu:access';

/** Opens a route to anybody, signed in or not. */
export const Public = () => SetMetadata(ACCESS, 'public');

/** Opens a route to the named roles; which records they see is decided where the records are read. */
export const Allow = (...roles: Role[]) => SetMetadata(ACCESS, roles);

/** The signed-in roles, for routes that are the same for everybody inside. */
export const EVERY_ROLE: readonly Role[] = ['clerk', 'reviewer', 'owner', 'manager', 'administrator'];
