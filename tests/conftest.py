"""A folder of its own for the newsroom of the tests, set before Django is loaded."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="broadsheet-tests-")
os.environ["BROADSHEET_HOME"] = _home
os.environ.pop("BROADSHEET_EDITION", None)
atexit.register(shutil.rmtree, _home, ignore_errors=True)
