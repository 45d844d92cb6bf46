# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# Checks that resources/i18n holds the texts that the last build found in the sources, and that none waits for its
# translation. The build folder is named by HOMEPORT_BUILD.
import os
import re
import sys
import xml.etree.ElementTree as tree

REMEDY = "cmake --build build/dev --target translations, then translate what is unfinished (Qt Linguist)"


def texts_of(path):
    """(context, source, is plural) -> the state of its translation and the translation."""
    found = {}
    for context in tree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment"))
            translation = message.find("translation")
            forms = ["".join(form.itertext()) for form in translation.iter("numerusform")]
            found[key] = (translation.get("type"), forms or ["".join(translation.itertext())])
    return found


def places_of(text):
    return sorted(re.findall(r"%n|%L?\d", text))


def problems_of(kept, built):
    before, after = texts_of(kept), texts_of(built)
    name = os.path.basename(kept)
    for key in sorted(after.keys() - before.keys(), key=str):
        yield f"{name}: {key[0]}: \"{key[1]}\" is new: {REMEDY}"
    for key in sorted(before.keys() - after.keys(), key=str):
        yield f"{name}: {key[0]}: \"{key[1]}\" stands in no source any more: {REMEDY}"
    for key in sorted(before.keys() & after.keys(), key=str):
        state, forms = before[key]
        if state == "unfinished" or not all(forms):
            yield f"{name}: {key[0]}: \"{key[1]}\" has no translation"
        for form in forms:
            # a plural form such as "one message" may leave the number out
            if form and [p for p in places_of(form) if p != "%n"] != [p for p in places_of(key[1]) if p != "%n"]:
                yield f"{name}: {key[0]}: \"{form}\" has other places for values than \"{key[1]}\""


def main(source, build):
    folder = os.path.join(source, "resources", "i18n")
    names = sorted(name for name in os.listdir(folder) if name.endswith(".ts"))
    found = []
    for name in names:
        found += problems_of(os.path.join(folder, name), os.path.join(build, "resources", "i18n", name))
    print("\n".join(found[:50]))
    if len(found) > 50:
        print(f"… and {len(found) - 50} more")
    return 1 if found or not names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], os.environ["HOMEPORT_BUILD"]))
