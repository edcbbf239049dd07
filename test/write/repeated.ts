// Run by failures.test.ts, twice at once: writes one thing, then another, many times.
import { writeFiles } from '../../src/write/write-files';

const [root, first, second] = process.argv.slice(2);
for (let i = 0; i < 40; i++) writeFiles(root, JSON.parse(i % 2 ? second : first), { from: 'pipeline.ts' });
