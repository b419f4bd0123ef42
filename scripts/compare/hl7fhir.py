"""Compares our bundles with others' expected ones for the same HL7 v2 messages, field by field.

    python3 scripts/compare/hl7fhir.py --expected DIR (--ours DIR | --junction BINARY --messages DIR) [--reasons FILE] [--list]

Resources are paired by type and likeness. Every field of an expected resource that belongs to a class below counts once; it
agrees when the paired resource says the same. Times agree when they are the same instant, local namespaces when they name
the same thing. Each disagreement is listed with its reason from the reviewed list (hl7fhir-reasons.tsv: CLASS, pattern of the
path, reason). Exit 1 below --least percent, or with a disagreement that has no reason.
"""

import argparse
import collections
import datetime
import json
import pathlib
import re
import subprocess
import sys

CLASSES = ("resources", "references", "identifiers", "names", "dates", "codes", "statuses")
NARRATIVE = re.compile(r"(^|\.)text\.(div|status)$")
DATE = re.compile(r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d.*)?)?)?$")
LOCAL = re.compile(r"^(http://example\.com/v2-to-fhir-converter/(Identifier|CodeSystem|sid)/|urn:id:)")


def field_class(path):
    """The class that a field is compared in; None for those that are not."""
    leaf = path.rsplit(".", 1)[-1]
    if NARRATIVE.search(path) or leaf in ("url", "display", "method", "div"):
        return None
    if leaf == "reference":
        return "references"
    if leaf in ("status", "docStatus"):
        return "statuses"
    if re.search(r"identifier(\[\])?\.(value|system)$", path, re.I):
        return "identifiers"
    if re.search(r"(^|\.)(family|given\[\]|prefix\[\]|suffix\[\])$", path) or re.search(r"(^|\.)name$", path):
        return "names"
    if leaf == "code" or leaf in ("system",) and "coding" in path or leaf in ("gender", "intent", "use", "criticality", "mode"):
        return "codes"
    return None


def plain(value):
    """A value by which two sayings of the same thing are equal."""
    if isinstance(value, bool) or not isinstance(value, str):
        return value
    if LOCAL.match(value):
        name = LOCAL.sub("", value).replace("%20", " ").replace("-", " ")
        return "local:" + name.lower()
    if DATE.match(value) and "T" in value:
        try:
            return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()
        except ValueError:
            return value
    return value


def leaves(node, path=""):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value, path + "[]")
    else:
        yield path, node


class Bundle:
    def __init__(self, document):
        self.resources = [entry["resource"] for entry in document.get("entry", []) if "resource" in entry]
        self.index = {}
        for number, resource in enumerate(self.resources):
            if resource.get("id"):
                self.index[f"{resource['resourceType']}/{resource['id']}"] = number
        for number, entry in enumerate(entry for entry in document.get("entry", []) if "resource" in entry):
            if entry.get("fullUrl"):
                self.index[entry["fullUrl"]] = number
        self.own = f"Bundle/{document.get('id')}"
        self.head = {key: value for key, value in document.items() if key not in ("entry", "id", "resourceType")}

    def traits(self):
        """For each resource what it says, and what the resources around it are called."""
        names = []
        for resource in self.resources:
            said = [str(v) for p, v in leaves(resource) if re.search(r"identifier(\[\])?\.value$|family$|given\[\]$|^name$", p)]
            names.append((resource["resourceType"], tuple(sorted(said)[:6])))
        found = [collections.Counter([("identity", name)]) for name in names]
        links = []
        for number, resource in enumerate(self.resources):
            for path, value in leaves(resource):
                if path.endswith("reference") and value in self.index:
                    links.append((number, path, self.index[value]))
                elif not path.endswith(("div", "id", "display", "description")) and not path.startswith("resourceType"):
                    found[number][(path, str(plain(value)))] += 1
        around = [collections.Counter() for _ in self.resources]
        for source, path, target in links:
            around[source][("to", path, names[target])] += 1
            around[target][("from", path, names[source])] += 1
        second = [collections.Counter() for _ in self.resources]
        for source, path, target in links:
            for trait in around[target]:
                second[source][("to", path) + trait] += 1
            for trait in around[source]:
                second[target][("from", path) + trait] += 1
        return [one + two + three for one, two, three in zip(found, around, second)]

    def fields(self, number):
        """(class, path, value) of each field compared; a reference's value is the number of what it names."""
        resource = self.resources[number]
        for path, value in leaves({k: v for k, v in resource.items() if k not in ("resourceType", "id")}):
            kind = field_class(path)
            if kind == "references":
                yield kind, path, "bundle" if value == self.own else self.index.get(value, -1)
            elif kind:
                yield kind, path, plain(value)
            elif isinstance(value, str) and DATE.match(value) and re.search(r"date|time|start|end|recorded|issued|created|onset|updated|expiry|creation|timestamp", path, re.I):
                yield "dates", path, plain(value)


def likeness(expected, ours):
    """How much two resources have in common; what identifies them weighs more."""
    return sum(min(count, ours[trait]) * (20 if trait[0] == "identity" else 1) for trait, count in expected.items() if trait in ours)


def pairs(expected, ours):
    """Resource numbers of ours by those of the expected bundle."""
    paired = {}
    traits = [bundle.traits() for bundle in (expected, ours)]
    types = collections.defaultdict(lambda: ([], []))
    for side, bundle in enumerate((expected, ours)):
        for number, resource in enumerate(bundle.resources):
            types[resource["resourceType"]][side].append(number)
    for theirs, mine in types.values():
        scored = sorted(
            (-likeness(traits[0][e], traits[1][o]), abs(theirs.index(e) - mine.index(o)), e, o)
            for e in theirs for o in mine)
        taken = set()
        for _, _, e, o in scored:
            if e not in paired and o not in taken:
                paired[e] = o
                taken.add(o)
    return paired


def compare(expected, ours):
    """(class, path, agrees, expected value, our values) of every field compared."""
    paired = pairs(expected, ours)
    found = []
    for number, resource in enumerate(expected.resources):
        kind = resource["resourceType"]
        twin = paired.get(number)
        found.append(("resources", kind, twin is not None, kind, ""))
        mine = collections.defaultdict(list)
        if twin is not None:
            for c, path, value in ours.fields(twin):
                mine[path].append(value)
        for c, path, value in expected.fields(number):
            if path.endswith("system") and str(value).startswith("local:"):
                continue  # a placeholder address of that converter says nothing that could be agreed on
            wanted = paired.get(value, -2) if c == "references" and isinstance(value, int) else value
            agrees = wanted in mine[path]
            if agrees:
                mine[path].remove(wanted)
            shown = value
            if c == "references" and isinstance(value, int) and value >= 0:
                shown = expected.resources[value]["resourceType"]
            found.append((c, f"{kind}.{path}", agrees, shown, list(mine[path])[:3]))
    return found


def ours_for(name, arguments):
    if arguments.ours:
        return json.loads(pathlib.Path(arguments.ours, name + ".json").read_text())
    message = str(pathlib.Path(arguments.messages, name + ".hl7"))
    made = subprocess.run([arguments.junction, "convert", "--from", "hl7v2", "--to", "fhir", message], capture_output=True, check=True)
    return json.loads(made.stdout)


def reasons_in(path):
    rows = []
    if path and pathlib.Path(path).exists():
        for line in pathlib.Path(path).read_text().splitlines():
            if line and not line.startswith("#"):
                kind, pattern, reason = line.split("\t")
                rows.append((kind, re.compile(pattern), reason))
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--expected", required=True)
    parser.add_argument("--ours")
    parser.add_argument("--junction")
    parser.add_argument("--messages")
    parser.add_argument("--reasons", default=str(pathlib.Path(__file__).with_name("hl7fhir-reasons.tsv")))
    parser.add_argument("--least", type=float, default=0)
    parser.add_argument("--list", action="store_true", help="list every disagreement")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    reasons = reasons_in(arguments.reasons)
    total, agreed = collections.Counter(), collections.Counter()
    disagreements = collections.defaultdict(list)
    files = sorted(pathlib.Path(arguments.expected).glob("*-expected.json"))
    for file in files:
        name = file.name.removesuffix("-expected.json")
        if arguments.names and name not in arguments.names:
            continue
        text = re.sub(r",(\s*[}\]])", r"\1", file.read_text(encoding="utf-8-sig"))
        for c, path, agrees, value, mine in compare(Bundle(json.loads(text)), Bundle(ours_for(name, arguments))):
            total[c] += 1
            agreed[c] += agrees
            if not agrees:
                disagreements[(c, path)].append((name, value, mine))
    unreviewed = 0
    print(f"{'class':14}{'fields':>9}{'agree':>9}{'':>9}")
    for c in CLASSES + ("all",):
        t, a = (sum(total.values()), sum(agreed.values())) if c == "all" else (total[c], agreed[c])
        print(f"{c:14}{t:9}{a:9}{100 * a / max(t, 1):8.2f}%")
    for (c, path), cases in sorted(disagreements.items(), key=lambda item: -len(item[1])):
        reason = next((r for kind, pattern, r in reasons if kind in (c, "*") and pattern.search(path)), None)
        unreviewed += reason is None
        if arguments.list or reason is None:
            name, value, mine = cases[0]
            print(f"{len(cases):6} {c:12} {path}: {reason or 'NO REASON'} | {name}: {str(value)[:60]!r}, ours {str(mine)[:90]}")
    share = 100 * sum(agreed.values()) / max(sum(total.values()), 1)
    if unreviewed:
        print(f"{unreviewed} kinds of disagreement have no reason")
    sys.exit(1 if share < arguments.least or unreviewed and arguments.least else 0)


if __name__ == "__main__":
    main()
