import { z } from 'zod';
import { lineSchema } from '#contracts';
import { periodInOrder } from '#workflow-kit';

/** What the application form for occupying or excavating an urban road asks. */
export const form = z
  .strictObject({
    roadName: z.string().trim().min(2).max(100).meta({ title: '道路名称 Road' }),
    roadClass: z.enum(['main', 'secondary', 'branch', 'lane']).meta({ title: '道路等级 Road class' }),
    completedOn: z.iso.date().optional().meta({ title: '新建、扩建、改建竣工日期 Road built or rebuilt on' }),
    overhauledOn: z.iso.date().optional().meta({ title: '大修竣工日期 Road overhauled on' }),
    purpose: z.string().trim().min(2).max(500).meta({ title: '占用、挖掘事由 Purpose' }),
    from: z.iso.date().meta({ title: '开始日期 From' }),
    to: z.iso.date().meta({ title: '结束日期 To' }),
    touchesGreening: z.boolean().default(false).meta({ title: '涉及绿地 Touches green land' }),
  })
  .superRefine(periodInOrder);

const place = z.string().trim().min(2).max(200).meta({ title: '位置 Place' });
const surface = z.enum(['asphalt', 'concrete', 'paving', 'unpaved']).meta({ title: '路面类型 Surface' });

/** Quantity lines: occupied or excavated area, each at one place. */
export const line = z.discriminatedUnion('kind', [
  lineSchema('occupation', 'm2', { place }),
  lineSchema('excavation', 'm2', { place, surface }),
]);
