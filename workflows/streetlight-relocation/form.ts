import { z } from 'zod';
import { lineSchema } from '#contracts';
import { periodInOrder } from '#workflow-kit';

/** What the application form for moving streetlights asks. */
export const form = z
  .strictObject({
    roadName: z.string().trim().min(2).max(100).meta({ title: '道路名称 Road' }),
    purpose: z.string().trim().min(2).max(500).meta({ title: '迁移事由 Purpose' }),
    from: z.iso.date().meta({ title: '开始日期 From' }),
    to: z.iso.date().meta({ title: '恢复照明日期 Lit again by' }),
    temporaryLighting: z.string().trim().min(2).max(1000).meta({ title: '临时照明方案 Plan of temporary lighting' }),
    contractor: z.string().trim().min(2).max(100).meta({ title: '施工单位 Contractor' }),
    electricalLicence: z.string().trim().min(2).max(60).meta({ title: '电力设施许可证号 Electrical licence' }),
    digs: z.boolean().default(false).meta({ title: '需要挖掘道路 Digs up the road' }),
    occupiesRoad: z.boolean().default(false).meta({ title: '施工占用车道 Occupies a lane' }),
  })
  .superRefine(periodInOrder);

const place = z.string().trim().min(2).max(200).meta({ title: '位置 Place' });
const destination = z.string().trim().min(2).max(200).meta({ title: '迁移去向 Destination' });
const laying = z.enum(['buried', 'overhead']).meta({ title: '敷设方式 Laying' });

/** Quantity lines: poles moved, lamps on them, cable to them. */
export const line = z.discriminatedUnion('kind', [
  lineSchema('pole', 'pole', { place, destination }),
  lineSchema('lamp', 'lamp', { place }),
  lineSchema('cable', 'm', { place, laying }),
]);
