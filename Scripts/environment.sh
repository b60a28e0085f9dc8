# Sourced by the other scripts: brings what they need, and says so when it cannot.
#
#   need_debian PACKAGE:PROGRAM_OR_FILE …   installs Debian packages whose program or file is missing
#   python_environment NAME REQUIREMENTS    makes .venv/NAME once for each content of REQUIREMENTS, and sets `venv`

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

is_there() {
  case $1 in
  /*) [ -e "$1" ] ;;
  *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

need_debian() {
  local missing=() pair
  for pair in "$@"; do is_there "${pair#*:}" || missing+=("${pair%%:*}"); done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    is_there sudo && sudo -n true 2>/dev/null || die "please install: apt-get install ${missing[*]}"
    as_root=(sudo -n)
  fi
  is_there apt-get || die "please install: ${missing[*]} (Debian's names)"
  say "installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

need_build() {
  is_there swift || die "Swift 6.3 is missing: https://www.swift.org/install"
  need_debian libyaml-dev:/usr/include/yaml.h libsqlite3-dev:/usr/include/sqlite3.h pkg-config:pkg-config
}

# What runs the handlers of a stack, besides the Python of a virtual environment.
need_handlers() { need_debian nodejs:node curl:curl; }

python_environment() {
  venv="$root/.venv/$1"
  local stamp
  stamp=$(sha256sum <"$root/$2" | cut -d ' ' -f 1)
  [ "$(cat "$venv/requirements.sha256" 2>/dev/null)" = "$stamp" ] && return
  need_debian python3:python3
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die "Python 3.11 or later is needed"
  python3 -c 'import ensurepip, venv' 2>/dev/null || need_debian python3-venv:/no/file/says/so
  say "making .venv/$1 from $2"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$root/$2" >&2
  printf '%s\n' "$stamp" >"$venv/requirements.sha256"
}
