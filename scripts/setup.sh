#!/usr/bin/env bash
# Set up a checkout: system libraries, .venv, browser libraries, fonts. Quick when nothing changed.
#   scripts/setup.sh        what running needs
#   scripts/setup.sh test   also what the tests need (Chromium, the checkers)
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}
venv=.venv

say() { printf '%s\n' "· $*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }

# --- system packages -------------------------------------------------------------------------
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  elif command -v sudo >/dev/null && [ -t 0 ]; then sudo "$@"
  else return 126; fi
}

refresh_lists() {
  [ -n "${lists_are_fresh:-}" ] && return 0
  say "Refreshing the package lists"
  as_root apt-get update -q >"$log" 2>&1 || return 1
  lists_are_fresh=1
}

install_packages() { # packages…
  command -v apt-get >/dev/null || return 1
  say "Installing system packages: $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >"$log" 2>&1 && return 0
  refresh_lists && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >"$log" 2>&1
}

has_library() { "${PYTHON:-python3}" -c "import ctypes,sys; ctypes.CDLL(sys.argv[1])" "$1" 2>/dev/null; }

require_packages() { # reason, packages…
  local reason=$1; shift
  install_packages "$@" || {
    [ -s "$log" ] && tail -n 5 "$log" >&2
    stop "$reason. Please install as root:  apt-get install $*   and run make again."
  }
}

log=$(mktemp); trap 'rm -f "$log"' EXIT

PYTHON=${PYTHON:-}
find_python() {
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      PYTHON=$candidate; return 0
    fi
  done
  return 1
}
find_python || { require_packages "Python is missing" python3 python3-venv; find_python; } ||
  stop "Plenum needs Python 3.11 or newer; this system offers an older one. Debian 12 and Ubuntu 24.04 have it."
"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
  require_packages "Python cannot make virtual environments" python3-venv

missing=()
has_library libpango-1.0.so.0 || missing+=(libpango-1.0-0)
has_library libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0)
has_library libharfbuzz-subset.so.0 || missing+=(libharfbuzz-subset0)
[ ${#missing[@]} = 0 ] || require_packages "The libraries that set type are missing" "${missing[@]}"

# --- Python packages -------------------------------------------------------------------------
lock=requirements.lock; [ "$purpose" = test ] && lock=requirements-dev.lock
fingerprint=$(cat "$lock" setup.cfg pyproject.toml | sha256sum | cut -d' ' -f1)
stamp=$venv/.plenum-$purpose
other=$venv/.plenum-test
if [ "$(cat "$stamp" 2>/dev/null)" != "$fingerprint" ]; then
  # What the tests need includes what running needs: an up-to-date test set-up serves both.
  if [ "$purpose" = run ] && [ "$(cat "$other" 2>/dev/null)" = "$(cat requirements-dev.lock setup.cfg pyproject.toml | sha256sum | cut -d' ' -f1)" ]; then :; else
    [ -x "$venv/bin/python" ] || { say "Making $venv"; "$PYTHON" -m venv "$venv"; }
    say "Installing the locked Python packages ($lock)"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r "$lock" >"$log" 2>&1 ||
      { tail -n 15 "$log" >&2; stop "The Python packages of $lock could not be installed; the lines above say why. Is the package index reachable?"; }
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . >"$log" 2>&1 ||
      { tail -n 15 "$log" >&2; stop "The project itself could not be installed into $venv."; }
  fi
  echo "$fingerprint" >"$stamp"
fi

# --- browser libraries -----------------------------------------------------------------------
vendor_fingerprint=$(cat package.json package-lock.json scripts/copy_vendor.mjs | sha256sum | cut -d' ' -f1)
vendor_stamp=static/vendor/.fingerprint
if [ "$(cat $vendor_stamp 2>/dev/null)" != "$vendor_fingerprint" ] || [ ! -f static/vendor/manifest.json ]; then
  if ! command -v npm >/dev/null; then
    if [ ! -x "$venv/bin/npm" ]; then
      say "Installing Node.js into $venv"
      "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-node.lock >"$log" 2>&1 ||
        { tail -n 5 "$log" >&2; stop "npm is missing and could not be installed. Please install as root:  apt-get install nodejs npm"; }
    fi
    PATH="$PWD/$venv/bin:$PATH"
  fi
  say "Installing the browser libraries"
  npm ci --ignore-scripts --no-audit --no-fund >"$log" 2>&1 ||
    { tail -n 15 "$log" >&2; stop "The browser libraries could not be installed; the lines above say why."; }
  node scripts/copy_vendor.mjs >"$log" 2>&1 || { cat "$log" >&2; stop "The browser libraries could not be copied to static/vendor."; }
  echo "$vendor_fingerprint" >"$vendor_stamp"
fi

# --- fonts -----------------------------------------------------------------------------------
fonts=$venv/share/plenum/fonts
mkdir -p "$fonts"
fetch_font() { # package file
  [ -s "$fonts/$2" ] && return 0
  local found
  found=$(find /usr/share/fonts /usr/share/texlive/texmf-dist/fonts/opentype -name "$2" -print -quit 2>/dev/null || true)
  if [ -z "$found" ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
    say "Fetching the font $2 (package $1)"
    local work; work=$(mktemp -d); chmod 755 "$work"
    ( cd "$work" && { apt-get download -q "$1" >"$log" 2>&1 || { refresh_lists && apt-get download -q "$1" >"$log" 2>&1; } } &&
      dpkg-deb -x ./*.deb . ) || true
    found=$(find "$work" -name "$2" -print -quit)
    [ -n "$found" ] && cp "$found" "$fonts/.$2" && mv "$fonts/.$2" "$fonts/$2"
    rm -rf "$work"
  elif [ -n "$found" ]; then
    cp "$found" "$fonts/.$2" && mv "$fonts/.$2" "$fonts/$2"
  fi
  [ -s "$fonts/$2" ] || { say "The font $2 is not available here (package $1): papers are set in Song instead."; return 0; }
}
fetch_font fonts-noto-cjk NotoSerifCJK-Bold.ttc
fetch_font fonts-lxgw-wenkai LXGWWenKai-Regular.ttf
fetch_font texlive-lang-chinese FandolFang-Regular.otf

# --- what only the tests need ----------------------------------------------------------------
if [ "$purpose" = test ]; then
  # A browser that has no window takes half the time; not every system offers one. It is tried once, and nobody is asked for a
  # password while another browser is there.
  has_browser() { for each in chromium chromium-browser google-chrome; do command -v "$each" >/dev/null && return 0; done; return 1; }
  may_install() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
  if ! command -v chromium-headless-shell >/dev/null && [ ! -e "$venv/.no-headless-shell" ]; then
    if ! has_browser || { may_install && apt-cache show chromium-headless-shell >/dev/null 2>&1; }; then
      install_packages chromium-headless-shell || touch "$venv/.no-headless-shell"
    fi
  fi
  command -v chromium-headless-shell >/dev/null || has_browser ||
    require_packages "The browser tests need Chromium" chromium
  /usr/bin/python3 -c 'import ctypes, gi; gi.require_version("ICalGLib", "3.0"); ctypes.CDLL("libicalss.so.3")' 2>/dev/null ||
    require_packages "The tests read calendars with libical, too" gir1.2-ical-3.0 python3-gi
fi
