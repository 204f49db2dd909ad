import { z } from 'zod';
import { lineSchema } from '#contracts';
import { periodInOrder } from '#workflow-kit';

/** What the application form for occupying green land and transplanting its greening asks. */
export const form = z
  .strictObject({
    siteName: z.string().trim().min(2).max(100).meta({ title: '绿地名称 Green land' }),
    purpose: z.string().trim().min(2).max(500).meta({ title: '占用、移植事由 Purpose' }),
    from: z.iso.date().meta({ title: '开始日期 From' }),
    to: z.iso.date().meta({ title: '恢复或完成日期 Restored or finished by' }),
    permanent: z.boolean().meta({ title: '永久改变绿地用途 Green land given up for good' }),
    alongRoad: z.boolean().default(false).meta({ title: '沿道路施工 Works along a road' }),
    restoration: z.string().trim().min(2).max(1000).meta({ title: '恢复绿化方案 Plan of restoration' }),
  })
  .superRefine(periodInOrder);

const place = z.string().trim().min(2).max(200).meta({ title: '位置 Place' });
const vegetation = z.enum(['lawn', 'shrubs', 'hedge', 'mixed']).meta({ title: '植被类型 Vegetation' });
const destination = z.string().trim().min(2).max(200).meta({ title: '移植去向 Destination' });

/** Quantity lines: area transplanted and area planted again. */
export const line = z.discriminatedUnion('kind', [
  lineSchema('transplanting', 'm2', { place, vegetation, destination }),
  lineSchema('replanting', 'm2', { place, vegetation }),
]);
