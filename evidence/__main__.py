"""`python -m evidence …`: opens the curator's workbench on the fact store.

An entry point and no part of the library: nothing imports it, and it alone looks upwards.
"""

from __future__ import annotations


def main() -> None:
    """Run the command that the arguments name."""
    from workbench.commands import main as commands

    commands(prog_name="python -m evidence")


if __name__ == "__main__":
    main()
