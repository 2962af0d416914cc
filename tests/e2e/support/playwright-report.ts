import { z } from 'zod';

const reportSchema = z.object({ stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }) });

/** The counts of a Playwright JSON report. */
export const parseReport = (text: string): z.infer<typeof reportSchema>['stats'] => reportSchema.parse(JSON.parse(text)).stats;
