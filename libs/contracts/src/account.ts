import { z } from 'zod';
import { roleSchema } from './actor.js';
import { usccSchema } from './identifier.js';

const shared = {
  username: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/),
  name: z.string().trim().min(2).max(60),
  password: z.string().min(8).max(200),
};

/** Schema of a new account: the role, and the scope that goes with it. */
export const newAccountSchema = z.discriminatedUnion('role', [
  z.strictObject({ ...shared, role: z.literal('clerk'), windowId: z.string().min(1).max(60) }),
  z.strictObject({ ...shared, role: z.literal('reviewer'), departmentId: z.string().min(1).max(60) }),
  z.strictObject({ ...shared, role: z.literal('owner'), ownerUscc: usccSchema }),
  z.strictObject({ ...shared, role: z.literal('manager') }),
  z.strictObject({ ...shared, role: z.literal('administrator') }),
]);
/** A new account with its first password. */
export type NewAccount = z.infer<typeof newAccountSchema>;

/** Schema of an account as the API shows it. */
export const accountViewSchema = z.object({
  id: z.uuid(),
  username: z.string(),
  name: z.string(),
  role: roleSchema,
  windowId: z.string().nullable(),
  departmentId: z.string().nullable(),
  ownerUscc: z.string().nullable(),
});
/** An account without its password. */
export type AccountView = z.infer<typeof accountViewSchema>;
