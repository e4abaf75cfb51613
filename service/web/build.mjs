// Builds the front end into service/static/build: app.css, app.js and the fonts that the pages use.
import { build } from "esbuild";

await build({
  entryPoints: [
    { in: "src/app.js", out: "app" },
    { in: "src/app.css", out: "app" },
  ],
  outdir: "../static/build",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020", "chrome100", "firefox100", "safari15"],
  loader: { ".woff2": "file", ".woff": "empty" },
  assetNames: "[name]-[hash]",
  logLevel: "warning",
});
