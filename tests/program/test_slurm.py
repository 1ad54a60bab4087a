"""A sweep as a real Slurm job array on one machine: the shipped script, and the same bits.

Usage: test_slurm.py KNEAD SOURCE_DIR. Needs root and the packages slurmctld, slurmd, slurm-client and munge.
"""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import h5py

KNEAD, SOURCE = pathlib.Path(sys.argv.pop(1)).resolve(), pathlib.Path(sys.argv.pop(1)).resolve()
SMALL = ["--set", "tissue=well_mixed", "--set", "subjects.count=5", "--set", "until=12 h"]


def missing():
    """What keeps this machine from running Slurm, or nothing."""
    absent = [name for name in ("munged", "slurmctld", "slurmd", "sbatch") if not shutil.which(name)]
    if absent:
        return f"no {', '.join(absent)} on this machine (packages slurmctld, slurmd, slurm-client, munge)"
    return None if os.getuid() == 0 else "Slurm's daemons need root here"


class Slurm:
    """A cluster of this one machine, in a folder."""

    def __init__(self, home):
        self.home = home
        host, cpus = socket.gethostname().split(".")[0], os.cpu_count()
        key = home / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        (home / "slurm.conf").write_text("\n".join([
            "ClusterName=test", f"SlurmctldHost={host}(127.0.0.1)", "SlurmUser=root", "SlurmdUser=root",
            "AuthType=auth/munge", f"AuthInfo=socket={home}/munge.sock", "CryptoType=crypto/munge",
            "ProctrackType=proctrack/linuxproc", "TaskPlugin=task/none", "JobAcctGatherType=jobacct_gather/none",
            "AccountingStorageType=accounting_storage/none", "SelectType=select/cons_tres",
            "SelectTypeParameters=CR_Core", "ReturnToService=2", f"StateSaveLocation={home}/state",
            f"SlurmdSpoolDir={home}/spool", f"SlurmctldPidFile={home}/ctld.pid", f"SlurmdPidFile={home}/d.pid",
            f"SlurmctldLogFile={home}/ctld.log", f"SlurmdLogFile={home}/d.log",
            f"NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory=4000",
            "PartitionName=main Nodes=ALL Default=YES OverSubscribe=FORCE:4", ""]))
        self.environment = {**os.environ, "SLURM_CONF": str(home / "slurm.conf")}
        self.daemons = []
        for folder in ("state", "spool"):
            (home / folder).mkdir()
        munge = [f"--{what}={home}/munge{end}" for what, end in
                 (("key-file", ".key"), ("socket", ".sock"), ("pid-file", ".pid"), ("log-file", ".log"),
                  ("seed-file", ".seed"))]
        self.start("munged", "--foreground", "--force", *munge)
        self.wait(lambda: (home / "munge.sock").exists(), "munged does not start")
        self.start("slurmctld", "-D")
        self.start("slurmd", "-D")
        self.wait(lambda: "idle" in self.say("sinfo", "-h", "-o", "%T"), "no node comes up")

    def start(self, *command):
        with open(self.home / f"{command[0]}.out", "w") as log:
            self.daemons.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log))

    def say(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60).stdout

    def wait(self, done, otherwise, seconds=90):
        deadline = time.monotonic() + seconds
        while not done():
            if time.monotonic() > deadline:
                raise AssertionError(otherwise)
            time.sleep(0.2)

    def stop(self):
        for daemon in reversed(self.daemons):
            daemon.terminate()
            daemon.wait(timeout=30)


class JobArray(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if why := missing():
            raise unittest.SkipTest(f"job arrays were not tested: {why}")
        cls.home = pathlib.Path(tempfile.mkdtemp())
        cls.cluster = Slurm(cls.home)
        # The shipped script takes a sweep and a folder; what makes this one small is written into its base.
        small = subprocess.run([KNEAD, "check", "-v", SOURCE / "configs/studies/massage_after_eccentric.yaml", *SMALL],
                               check=True, capture_output=True, text=True).stdout
        (cls.home / "base.yaml").write_text(small)
        cls.sweep = cls.home / "array.yaml"
        cls.sweep.write_text("sweep: array\nbase: base.yaml\nover:\n  arms.massage.0.massage.start: [0 h, 2 h, 6 h]\n")

    @classmethod
    def tearDownClass(cls):
        cls.cluster.stop()
        shutil.rmtree(cls.home)

    def submit(self, folder, jobs):
        out = self.cluster.say("sbatch", "--parsable", f"--array=0-{jobs - 1}", "--cpus-per-task=1", "--mem=200M",
                               f"--output={self.home}/job_%a.out", f"--export=ALL,KNEAD={KNEAD}",
                               SOURCE / "configs/cluster/sweep.sbatch", self.sweep, folder)
        self.assertTrue(out.strip(), "sbatch took nothing")
        self.cluster.wait(lambda: not self.cluster.say("squeue", "-h", "-j", out.strip()).strip(), "jobs do not end")

    def test_an_array_gives_the_bits_of_one_machine(self):
        subprocess.run([KNEAD, "sweep", self.sweep, "-o", self.home / "alone"], check=True, capture_output=True)
        self.submit(self.home / "array", 3)
        said = [(self.home / f"job_{k}.out").read_text() for k in range(3)]
        self.assertTrue((self.home / "array/array.h5").exists(), said)
        with h5py.File(self.home / "array/array.h5") as array, h5py.File(self.home / "alone/array.h5") as alone:
            self.assertTrue(array["finished"][()].all())
            for name in alone:
                if alone[name].dtype != object:
                    self.assertEqual(array[name][()].tobytes(), alone[name][()].tobytes(), name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
