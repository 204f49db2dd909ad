import { z } from 'zod';

/** A sentence in the two languages of the product; Simplified Chinese comes first. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Languages a caller can ask for with `Accept-Language`. */
export type Language = 'zh-CN' | 'en';

/** Schema of {@link Text}. */
export const textSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/** The text in the caller's language. */
export function inLanguage(text: Text, language: Language): string {
  return language === 'en' ? text.en : text.zh;
}
