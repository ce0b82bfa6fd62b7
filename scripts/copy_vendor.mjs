// Copy the browser libraries that pages load from node_modules to static/vendor, under names
// that carry their content's hash, and write the manifest that the application starts from.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "static", "vendor");
const files = {
  htmx: "htmx.org/dist/htmx.min.js",
  reboot: "bootstrap/dist/css/bootstrap-reboot.min.css",
  sortable: "sortablejs/Sortable.min.js",
};

mkdirSync(target, { recursive: true });
const manifest = {};
for (const [name, path] of Object.entries(files)) {
  const source = join(root, "node_modules", path);
  const content = readFileSync(source);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const kind = extname(path);
  const file = `${basename(path, kind)}.${hash}${kind}`;
  copyFileSync(source, join(target, file));
  const integrity = `sha384-${createHash("sha384").update(content).digest("base64")}`;
  manifest[name] = { file: `vendor/${file}`, integrity };
}

const kept = new Set([...Object.values(manifest).map(({ file }) => basename(file)), "manifest.json", ".fingerprint"]);
for (const file of readdirSync(target)) if (!kept.has(file)) rmSync(join(target, file));

// The manifest comes last and whole: while it is missing the application does not start.
writeFileSync(join(target, ".manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
renameSync(join(target, ".manifest.json"), join(target, "manifest.json"));
