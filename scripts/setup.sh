#!/bin/sh
# Makes the virtual environment and installs the pinned packages. usage: setup.sh PYTHON VENV REQUIREMENTS
set -eu
python=$1 venv=$2 requirements=$3

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "==> Python 3.11 or newer is needed; name it: make serve PYTHON=python3.12" >&2
    exit 1
fi
if [ ! -x "$venv/bin/python" ]; then
    echo "==> Making the environment in $venv"
    rm -rf "$venv"
    if ! "$python" -m venv "$venv" 2>/dev/null; then
        rm -rf "$venv"
        echo "==> This Python cannot make environments. On Debian or Ubuntu: apt install python3-venv" >&2
        exit 1
    fi
fi
echo "==> Installing the packages of $requirements (a minute the first time)"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check "$@" --quiet --no-input --root-user-action=ignore; }
pip install --require-hashes -r "$requirements"
pip install --no-deps --no-build-isolation --editable .
