// Builds what browsers load into site/hiroba/static_built/hiroba. Needs node and node_modules, nothing else.
// File names stay the same from build to build; the static storage adds the hash that makes them cacheable.
import { context, build } from "esbuild";
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

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

// Small files lie beside the large ones, and the server hands out what the browser takes: the front page of a phone is a
// quarter of its size. Once for each state of a file; while watching there are none, which would be older than the file.
const smaller = {
  ".br": (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  ".gz": (data) => gzipSync(data, { level: 9 }),
};

async function compress(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(css|js|svg)$/.test(path)) continue;
    for (const [ending, shrink] of Object.entries(smaller)) {
      const kept = await stat(path + ending).catch(() => null);
      if (watch) await rm(path + ending, { force: true });
      else if (!kept || kept.mtimeMs < (await stat(path)).mtimeMs) {
        await writeFile(path + ending + ".new", shrink(await readFile(path)));
        await rename(path + ending + ".new", path + ending);
      }
    }
  }
}

// Written over, not removed first: a running server never misses a file.
await mkdir(out, { recursive: true });
await cp(join(here, "illustrations"), join(out, "illustrations"), { recursive: true });
if (watch) {
  await Promise.all([scripts, styles].map(async (options) => (await context(options)).watch()));
} else {
  await Promise.all([build(scripts), build(styles)]);
}
await compress(out);
