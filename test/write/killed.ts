// Run by failures.test.ts: writes, and is killed before the operation of the given number.
import { Disk, NODE_DISK } from '../../src/write/disk';
import { writeFiles } from '../../src/write/write-files';

const [root, number, files] = process.argv.slice(2);
let count = 0;
const disk = Object.fromEntries(Object.entries(NODE_DISK).map(([name, operation]) => [
  name,
  (...args: never[]) => {
    if (count++ === Number(number)) process.kill(process.pid, 'SIGKILL');
    return (operation as (...a: never[]) => void)(...args);
  },
])) as unknown as Disk;
writeFiles(root, JSON.parse(files), { from: 'pipeline.ts' }, disk);
