"""The parameter tables of models/README.md are those that the program prints. Usage: KNEAD SOURCE_DIR"""

import pathlib
import subprocess
import sys
import unittest

KNEAD, SOURCE = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))


class ParameterTables(unittest.TestCase):
    def test_readme_is_current(self):
        tables = subprocess.run([KNEAD, "parameters", "--markdown"], capture_output=True, text=True, check=True).stdout
        self.assertGreater(tables.count("\n"), 200)
        readme = (SOURCE / "models" / "README.md").read_text()
        self.assertTrue(readme.endswith(tables), "make it so: the end of models/README.md is `knead parameters --markdown`")


if __name__ == "__main__":
    unittest.main()
