#!/usr/bin/env bash
# Say whether the browser tests can run here, before the tests do.
set -euo pipefail
for candidate in ${CHROMIUM:-chromium chromium-browser google-chrome}; do
    if found=$(command -v "$candidate"); then
        echo "Browser tests use $found."
        exit 0
    fi
done
echo "There is no Chromium here: the browser tests are skipped. On Debian: apt-get install chromium."
