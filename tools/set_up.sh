#!/usr/bin/env bash
# Set up .venv from the locked requirements: `set_up.sh run` for a newsroom, `set_up.sh dev` with the tools as well.
# uv does it when it is there, plain venv and pip otherwise; nothing is done while nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:?say run or dev}
venv=.venv
case $kind in
    run) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "There is no set-up called $kind; say run or dev." >&2; exit 2 ;;
esac

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if suits "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    local found
    found=$("${PYTHON:-python3}" --version 2>/dev/null || echo "no Python 3")
    echo "Broadsheet needs Python 3.11, 3.12 or 3.13, and here is $found;" \
        "install one of them, or name it: make PYTHON=/path/to/python3.13 ..." >&2
    return 1
}

# The stamp says what was installed and where: scripts in a virtual environment name its folder, so a moved one is made anew.
stamp() {
    pwd
    cksum "$lock" pyproject.toml
}

current() {
    suits "$venv/bin/python" && [ -f "$venv/.set-up-$1" ] && [ "$(cat "$venv/.set-up-$1")" = "$(stamp)" ]
}

current "$kind" && exit 0

if [ -d "$venv" ]; then
    stamps=("$venv"/.set-up-*)
    if ! suits "$venv/bin/python" || { [ -f "${stamps[0]}" ] && [ "$(head -n 1 "${stamps[0]}")" != "$(pwd)" ]; }; then
        rm -rf "$venv"
    fi
fi

if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
    with=uv
    install() { VIRTUAL_ENV=$PWD/$venv uv pip install --quiet "$@"; }
else
    with=pip
    install() { "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
fi

echo "Setting up $venv from $lock with $with ..." >&2
if [ $with = uv ] && [ ! -d "$venv" ]; then
    python=$(find_python)
    uv venv --quiet --python "$python" "$venv"
elif [ $with = uv ]; then
    :
elif [ ! -d "$venv" ] || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    if ! "$python" -m venv "$venv"; then
        rm -rf "$venv"
        echo "$python cannot make a virtual environment; on Debian, install python3-venv, or install uv." >&2
        exit 1
    fi
fi
rm -f "$venv/.set-up-$kind"
install --require-hashes -r "$lock"
# The build backend is locked too: with no isolation, nothing that is not locked is fetched.
install --no-deps --no-build-isolation -e .
stamp >"$venv/.set-up-$kind"
