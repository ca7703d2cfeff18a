"""`make failover`: two copies of the program at work, the database's server dies, its synchronous
standby is promoted, and all goes on.

Prints what was acknowledged and is lost, what came twice, and how long nobody was answered.
The server is killed; then, in a second trial, it falls silent (`--how`). A standby promotes itself
as soon as whoever watches both says so; that watch is not part of this.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.storms.failing_over import Failover, failing_over

HOW = ("killed", "silent")
TOLD = 10  # tips before it happens, and again afterwards


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=random.randrange(10**6))
    arguments.add_argument("--how", nargs="*", choices=HOW, default=HOW)
    told = arguments.parse_args()
    wrong = sum(fail_over(told.seed, silent=how == "silent") for how in told.how)
    sys.exit(1 if wrong else 0)


def fail_over(seed: int, *, silent: bool) -> int:
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as servers:
        with failing_over(Path(name), Path(servers), seed=seed) as trial:
            trial.silent, trial.told = silent, TOLD
            trial.rage(1)
            losses = trial.losses()
        tell(trial, losses)
    return len(losses)


def tell(trial: Failover, losses: list[str]) -> None:
    back = ", ".join(f"{seconds:.1f}" for seconds in sorted(trial.back.values()))
    print(
        f"{'silent' if trial.silent else 'killed'} (seed {trial.seed}): "
        f"{trial.acknowledged} tips acknowledged, {trial.acknowledged_after} of them after the "
        f"change, {len(losses)} lost or wrong; {trial.doubled} letters doubled; promoted after "
        f"{trial.promoted:.1f} s, the copies answer again after {back} s",
        flush=True,
    )
    for loss in losses:
        print(f"  {loss}")


if __name__ == "__main__":
    main()
