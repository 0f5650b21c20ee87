// Builds what browsers load into site/hiroba/static_built/hiroba. Needs node and node_modules, nothing else.
// File names stay the same from build to build; the static storage adds the hash that makes them cacheable.
import { context, build } from "esbuild";
import { cp, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "hiroba", "static_built", "hiroba");
const watch = process.argv.includes("--watch");

const pagesDir = join(here, "ts", "pages");
const pages = (await readdir(pagesDir).catch(() => [])).filter((name) => name.endsWith(".ts"));

const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch,
  target: ["es2022", "chrome120", "firefox120", "safari17"],
  logLevel: "info",
  outdir: out,
};

const scripts = {
  ...common,
  entryPoints: [
    { in: join(here, "ts", "main.ts"), out: "main" },
    ...pages.map((name) => ({ in: join(pagesDir, name), out: `pages/${name.slice(0, -3)}` })),
  ],
  format: "esm",
};

// A strict content policy allows no style attributes, so places on a picture are whole per cents by attribute.
const positions = {
  name: "positions",
  setup(builder) {
    builder.onResolve({ filter: /^hiroba:positions$/ }, ({ path }) => ({ path, namespace: "hiroba" }));
    builder.onLoad({ filter: /.*/, namespace: "hiroba" }, () => ({
      contents: Array.from({ length: 101 }, (_, n) => `[data-x="${n}"]{--x:${n}%}[data-y="${n}"]{--y:${n}%}`).join(""),
      loader: "css",
    }));
  },
};

const styles = {
  ...common,
  entryPoints: [
    { in: join(here, "css", "main.css"), out: "main" },
    { in: join(here, "css", "fonts.css"), out: "fonts" },
  ],
  // Drawings are copied beside the stylesheet below, so their addresses stay as they are written.
  external: ["./illustrations/*"],
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  plugins: [positions],
};

// Written over, not removed first: a running server never misses a file.
await mkdir(out, { recursive: true });
await cp(join(here, "illustrations"), join(out, "illustrations"), { recursive: true });
if (watch) {
  await Promise.all([scripts, styles].map(async (options) => (await context(options)).watch()));
} else {
  await Promise.all([build(scripts), build(styles)]);
}
