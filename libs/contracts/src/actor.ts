import { z } from 'zod';

/** The roles of the glossary. */
export const roleSchema = z.enum(['clerk', 'reviewer', 'owner', 'manager', 'administrator']);

/** A role a person can sign in with. */
export type Role = z.infer<typeof roleSchema>;

/** Schema of {@link Actor}. */
export const actorSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  role: z.union([roleSchema, z.literal('system')]),
  windowId: z.string().optional(),
  departmentId: z.string().optional(),
  ownerUscc: z.string().optional(),
});

/**
 * Who acts. The scope fields say over which records: a clerk those of `windowId`, a reviewer those of
 * `departmentId`, an owner those of `ownerUscc`; a manager reads all and changes none.
 */
export type Actor = z.infer<typeof actorSchema>;

/** The engine acting by itself, for instance when it carries a department's message. */
export const SYSTEM_ACTOR: Actor = { id: 'system', name: '系统 System', role: 'system' };
