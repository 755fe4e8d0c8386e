// Reads the whole data package with the JavaScript implementation of the standard: every table, every
// row cast by its schema, every primary and foreign key. Says what it read, or what is wrong, and leaves
// with 1.
//
//     npm ci && node read.mjs [DATAPACKAGE.JSON]

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import datapackage from "datapackage";

const here = dirname(fileURLToPath(import.meta.url));
const path = resolve(process.argv[2] ?? `${here}/../../datapackage.json`);

function complain(what, error) {
  for (const each of error.errors?.length ? error.errors : [error]) {
    console.error(`${what}: ${each.message}`);
  }
  process.exitCode = 1;
}

const read = await datapackage.Package.load(path, { basePath: dirname(path) });
if (!read.valid) {
  read.errors.forEach((error) => complain(path, error));
}
let rows = 0;
for (const resource of read.resources) {
  try {
    if (!resource.tabular) {
      throw new Error("is not read as a table");
    }
    rows += (await resource.read({ keyed: true, relations: true })).length;
  } catch (error) {
    complain(resource.name, error);
  }
}
if (rows === 0) {
  complain(path, new Error("no row was read"));
}
if (!process.exitCode) {
  console.log(`${read.descriptor.title} ${read.descriptor.version}: ${rows} rows of ${read.resources.length} tables, all sound`);
}
