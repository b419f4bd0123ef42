# shellcheck shell=bash
# Sourced by the other scripts: where things are, and how they speak.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
tools="$root/.build/tools"
export PATH="$tools/usr/bin:$tools/usr/sbin:$PATH"
export PYTHONDONTWRITEBYTECODE=1

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
# Runs a command as root: as it is, or through sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else fail "need root or sudo for: $*"; fi
}
