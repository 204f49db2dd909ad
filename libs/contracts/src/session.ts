import { z } from 'zod';
import { actorSchema } from './actor.js';

/** Schema of the sign-in body. */
export const signInSchema = z.strictObject({
  username: z.string().min(1).max(60),
  password: z.string().min(1).max(200),
});
/** Schema of the answer to "who am I". */
export const sessionViewSchema = z.object({ actor: actorSchema, expiresAt: z.iso.datetime() });
/** The signed-in person and when the session ends. */
export type SessionView = z.infer<typeof sessionViewSchema>;
