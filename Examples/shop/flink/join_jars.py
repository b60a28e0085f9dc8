"""Joins jars into one: join_jars.py OUT JAR... The first jar's file of a name counts; lists of services are put together."""

import sys
import zipfile

SERVICES = "META-INF/services/"


def join(out, jars):
    seen, services = set(), {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as joined:
        for name in jars:
            with zipfile.ZipFile(name) as jar:
                for entry in jar.infolist():
                    if entry.is_dir():
                        continue
                    if entry.filename.startswith(SERVICES):
                        lines = services.setdefault(entry.filename, [])
                        lines += jar.read(entry).decode().splitlines()
                    elif entry.filename not in seen:
                        seen.add(entry.filename)
                        joined.writestr(entry.filename, jar.read(entry))
        for filename, lines in services.items():
            joined.writestr(filename, "\n".join(dict.fromkeys(lines)) + "\n")


if __name__ == "__main__":
    join(sys.argv[1], sys.argv[2:])
