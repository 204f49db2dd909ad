import { z } from 'zod';
import { lineSchema, usccSchema } from '#contracts';
import { periodInOrder } from '#workflow-kit';

/** What the application form for discharging, hauling and disposing of construction waste asks. */
export const form = z
  .strictObject({
    siteName: z.string().trim().min(2).max(100).meta({ title: '产生工地 Site of origin' }),
    treatmentPlanNumber: z
      .string()
      .trim()
      .min(2)
      .max(60)
      .meta({ title: '建筑垃圾处理方案备案号 Filing number of the treatment plan' }),
    from: z.iso.date().meta({ title: '开始日期 From' }),
    to: z.iso.date().meta({ title: '结束日期 To' }),
    polluted: z.boolean().default(false).meta({ title: '含污染物 Polluted' }),
    byWater: z.boolean().default(false).meta({ title: '消纳场邻近水体 Disposal beside a river or lake' }),
  })
  .superRefine(periodInOrder);

const waste = z
  .enum(['spoil', 'slurry', 'engineering', 'demolition', 'renovation'])
  .meta({ title: '建筑垃圾种类 Kind of waste' });
const place = z.string().trim().min(2).max(200).meta({ title: '位置 Place' });

/**
 * Quantity lines, one role each: discharge by the producer, transport by the haulier, disposal at the site. The same
 * earth stands in all three, so the roles are never added together.
 */
export const line = z.discriminatedUnion('kind', [
  lineSchema('discharge', 'm3', { waste, place }),
  lineSchema('transport', 'm3', {
    waste,
    haulierUscc: usccSchema.meta({ title: '运输单位统一社会信用代码 USCC of the haulier' }),
    route: z.string().trim().min(2).max(500).meta({ title: '运输路线和时间 Route and hours' }),
  }),
  lineSchema('disposal', 'm3', {
    waste,
    place,
    landProof: z.string().trim().min(2).max(100).meta({ title: '消纳场用地证明 Land-use proof of the site' }),
  }),
]);
