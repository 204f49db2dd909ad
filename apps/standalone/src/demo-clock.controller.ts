import { Body, Controller, HttpCode, Inject, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Clock, VirtualClock } from '#platform';

const bodySchema = z.strictObject({ now: z.iso.datetime({ offset: true }).nullable() });

/** The virtual clock of demonstration mode; the route does not exist otherwise. */
@ApiTags('demo')
@Controller('demo/clock')
export class DemoClockController {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Stops the clock at an instant, or lets it follow the machine's again with `null`. */
  @Put()
  @HttpCode(204)
  @Allow('administrator')
  set(@Body({ schema: bodySchema }) { now }: z.output<typeof bodySchema>): void {
    if (!(this.clock instanceof VirtualClock)) throw new Error('the virtual clock exists in demonstration mode only');
    if (now === null) this.clock.release();
    else this.clock.set(new Date(now));
  }
}
