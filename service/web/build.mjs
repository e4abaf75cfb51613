// Builds the front end into service/static/build: a file for each src/*.css, theme.js, a file for each of src/entries
// (with what they share in chunks), the fonts, assets.json, which has the hashed name of every file, and the map.
import { readdir, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { build } from "esbuild";
import { provinces } from "./provinces.mjs";

const OUT = "../static/build";
const OLD = /-[0-9A-Z]{8}\.(js|woff2)$/;
const common = {
  outdir: OUT,
  bundle: true,
  minify: true,
  metafile: true,
  target: ["es2020", "chrome111", "firefox113", "safari16.2"],
  logLevel: "warning",
};

for (const name of await readdir(OUT).catch(() => [])) {
  if (OLD.test(name)) await rm(`${OUT}/${name}`);
}
const entries = (await readdir("src/entries")).filter((name) => name.endsWith(".js"));
const styles = (await readdir("src")).filter((name) => name.endsWith(".css"));
const results = await Promise.all([
  build({
    ...common,
    entryPoints: entries.map((name) => `src/entries/${name}`),
    outbase: "src/entries",
    format: "esm",
    splitting: true,
    chunkNames: "[name]-[hash]",
  }),
  build({ ...common, entryPoints: ["src/theme.js"], format: "iife" }),
  build({
    ...common,
    entryPoints: styles.map((name) => `src/${name}`),
    loader: { ".woff2": "file" },
    assetNames: "[name]-[hash]",
  }),
]);

const assets = {};
for (const { metafile } of results) {
  for (const path of Object.keys(metafile.outputs)) {
    const name = basename(path);
    assets[name.replace(/-[0-9A-Z]{8}(?=\.\w+$)/, "")] = name;
  }
}
await writeFile(`${OUT}/assets.json`, JSON.stringify(assets, null, 1));
await writeFile(`${OUT}/provinces.json`, JSON.stringify(provinces()));
