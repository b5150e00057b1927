#!/usr/bin/env python3
"""No dependency asks for a later compiler than `rust-version` in Cargo.toml says."""

import json
import subprocess


def version(text):
    """A version as numbers: `1.89` and `1.89.0` are the same."""
    parts = [int(part) for part in text.split(".")]
    return parts + [0] * (3 - len(parts))


def main():
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    packages = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["packages"]
    own = next(package["rust_version"] for package in packages if package["name"] == "gouji")
    asked = [(version(p["rust_version"]), p["name"]) for p in packages if p["rust_version"]]
    late = [f"{name} needs {'.'.join(map(str, needs))}" for needs, name in asked if needs > version(own)]
    assert not late, "\n".join(late)
    needs, name = max(entry for entry in asked if entry[1] != "gouji")
    print(f"rust-version {own}; of {len(asked) - 1} dependencies that say, {name} asks for the most: {needs[0]}.{needs[1]}")


if __name__ == "__main__":
    main()
