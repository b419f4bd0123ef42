#!/usr/bin/env python3
"""Makes JSONata expressions at random and compares `junction eval --batch` with the reference implementation on Node.

Usage: jsonata.py --junction BINARY --jsonata-js FOLDER [--seed N] [--count N] [--show N]; FOLDER is a checkout of
jsonata-js, which is no part of Junction. Results must be equal; errors must have the same code, and the same position where
the reference gives one. Prints each disagreement, shortest expression first, and exits with 1 when there is one.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys

DRIVER = """
const jsonata = require(process.argv[1]);
const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean);
(async () => {
  for (const line of lines) {
    const {id, expr, data} = JSON.parse(line);
    let answer;
    try {
      let result = await jsonata(expr).evaluate(data);
      answer = result === undefined ? {id, undefined: true} : {id, result};
      if (typeof result === 'function' || (result && result._jsonata_lambda) || (result && result._jsonata_function)) answer = {id, function: true};
    } catch (error) { answer = {id, error: {code: error.code || 'JS', position: error.position, message: String(error.message)}}; }
    let text;
    try {
      text = JSON.stringify(answer, (_, value) => {
        if (typeof value === 'number' && !isFinite(value)) throw new Error('JSON has no such number');
        return value;
      });
    } catch (error) { text = JSON.stringify({id, skip: true}); }
    process.stdout.write(text + '\\n');
  }
})();
"""

DATA = {
    "name": "Ward 3", "empty": "", "none": None, "yes": True, "no": False, "zero": 0, "n": 42, "half": -1.5,
    "list": [3, 1, 2, 2], "words": ["pear", "Apple", "fig", "äpfel"], "nested": [[1, 2], [3, [4, 5]]], "void": [],
    "hole": {}, "date": "2026-11-21T10:20:30.456Z", "number": "12.50",
    "orders": [
        {"id": "A1", "price": 10.5, "qty": 2, "tags": ["x", "y"], "who": {"name": "Ann", "age": 70}},
        {"id": "B2", "price": 3, "qty": 0, "tags": "x", "who": {"name": "Bob"}},
        {"id": "C3", "price": 7.25, "qty": 12, "tags": [], "who": None},
    ],
    "deep": {"a": {"b": [{"c": 1}, {"c": [2, 3]}, {"d": {"c": 4}}]}},
}

PATHS = ["name", "empty", "none", "yes", "no", "zero", "n", "half", "list", "words", "nested", "void", "hole", "date", "number",
         "orders", "deep", "missing", "orders.price", "orders.qty", "orders.who.name", "orders.tags", "orders.id", "deep.a.b.c",
         "deep.**.c", "orders.*", "*", "orders[0]", "orders[-1].id", "list[1]", "list[-1]", "nested[0]", "orders.who", "$", "$$",
         "orders[qty > 1].id", "orders^(price).id", "orders^(>qty, id).id", "orders.tags[0]", "orders.(price * qty)", "nested[1][1]",
         "deep.a.b[c=1]", "orders@$o.who.name", "orders#$i.($i)", "orders.id#$i.{'i': $i}", "orders.who.%.id", "list[[0..1]]", "words[]",
         "orders.price[]", "hole[]", "`name`", "orders{id: price}", "list.{'v': $}", "deep.a.b.c[]", "orders.$keys()", "orders.who[name='Ann']"]
NUMBERS = ["0", "1", "2", "-1", "3", "0.5", "1.5", "100", "12345.678", "1e3", "0.1", "-2.5", "255", "7"]
TEXTS = ["''", "'a'", "'Ward'", "'x y z'", "'12'", "'0x1F'", "'ab12cd'", "'a,b,,c'", "'éß😀'", "' pad  me '", "'2026-11-21'", "'true'"]
REGEXES = ["/a/", "/[a-z]+/i", "/(\\\\w)(\\\\d)?/", "/,/", "/ +/", "/^W/", "/(a)|(b)/", "/\\\\d+/"]
BINARY = ["+", "-", "*", "/", "%", "&", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in", "??", "?:"]
PICTURES = ["'#,##0.00'", "'0'", "'00.000'", "'#0.0#%'", "'###.##0,0'", "'0.0e0'", "'#;(#)'", "'x0'"]
INTEGER_PICTURES = ["'w'", "'W'", "'Ww;o'", "'i'", "'I'", "'A'", "'a'", "'1;o'", "'#,##0'", "'001'", "'w;o'"]
DATE_PICTURES = ["'[Y]-[M01]-[D01]'", "'[D1o] [MNn] [Y]'", "'[H01]:[m01]:[s01].[f001]'", "'[F], [D] [MNn,3-3]'", "'[Y,2]-[d]'",
                 "'[h]:[m] [P]'", "'[W] [X]'", "'[YI]'", "'[Dwo] [Mw]'", "'[Z]'", "'[z]'", "'[E] [C]'", "'week [w] of [xNn]'"]

# Function: what each argument is made of, and how many may be left out.
FUNCTIONS = {
    "string": ("a?b?", ), "length": ("t", ), "substring": ("tnn?", ), "substringBefore": ("tt", ), "substringAfter": ("tt", ),
    "uppercase": ("t", ), "lowercase": ("t", ), "trim": ("t", ), "pad": ("tnt?", ), "contains": ("tr", ), "split": ("trn?", ),
    "join": ("lt?", ), "match": ("tRn?", ), "replace": ("trtn?", ), "base64encode": ("t", ), "number": ("a", ), "abs": ("n", ),
    "floor": ("n", ), "ceil": ("n", ), "round": ("nn?", ), "power": ("nn", ), "sqrt": ("n", ), "formatNumber": ("np", ),
    "formatBase": ("nn?", ), "formatInteger": ("ni", ), "sum": ("l", ), "max": ("l", ), "min": ("l", ), "average": ("l", ),
    "boolean": ("a", ), "not": ("a", ), "exists": ("a", ), "count": ("l", ), "append": ("aa", ), "sort": ("lc?", ),
    "reverse": ("l", ), "distinct": ("l", ), "zip": ("ll", ), "keys": ("o", ), "lookup": ("ot", ), "spread": ("o", ),
    "merge": ("l", ), "each": ("of", ), "sift": ("of", ), "type": ("a", ), "map": ("lf", ), "filter": ("lf", ), "single": ("lf", ),
    "reduce": ("lgn?", ), "fromMillis": ("md?", ), "toMillis": ("td?", ), "encodeUrlComponent": ("t", ), "assert": ("at?", ),
    "decodeUrl": ("t", ), "encodeUrl": ("t", ), "parseInteger": ("ti", ), "error": ("t", ), "eval": ("e", ),
}


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def any(self, depth=0):
        r = self.random
        if depth > 3 or r.random() < 0.3:
            return r.choice([r.choice(PATHS), r.choice(NUMBERS), r.choice(TEXTS), "true", "null", "[]", "{}"])
        return r.choice([self.binary, self.call, self.call, self.call, self.choice, self.array, self.object, self.block, self.chain,
                         self.path, self.path, self.lambda_call, self.group, self.transform])(depth + 1)

    def binary(self, d):
        return f"({self.any(d)} {self.random.choice(BINARY)} {self.any(d)})"

    def choice(self, d):
        return f"({self.any(d)} ? {self.any(d)}" + (f" : {self.any(d)})" if self.random.random() < 0.8 else ")")

    def array(self, d):
        if self.random.random() < 0.2:
            return f"[{self.random.choice(['1', '0', '-2'])}..{self.random.choice(['3', 'n', 'zero', '1.5'])}]"
        return "[" + ", ".join(self.any(d) for _ in range(self.random.randint(0, 3))) + "]"

    def object(self, d):
        return "{" + ", ".join(f"{self.random.choice(TEXTS)}: {self.any(d)}" for _ in range(self.random.randint(0, 2))) + "}"

    def block(self, d):
        return f"($v := {self.any(d)}; {self.random.choice(['$v', self.any(d), f'[$v, {self.any(d)}]'])})"

    def chain(self, d):
        name = self.random.choice(["$string", "$count", "$uppercase", "$sum", "$keys", "$reverse", "$distinct", "$type", "$boolean"])
        return f"({self.any(d)} ~> {name})"

    def path(self, d):
        r = self.random
        step = r.choice([".{s}", "[{n}]", "[{p}]", "^({s})", "^(>{s})", ".({a})", ".*", "[]", ".{{'k': {a}}}", ".[{a}]", "@$j.({a})",
                         "#$i[$i < 2]", "[{s} = {a}]", "[$ > 1]", ".%"])
        return r.choice([r.choice(PATHS), self.any(d)]) + step.format(
            s=r.choice(["id", "price", "c", "name", "qty", "tags", "$"]), n=r.choice(NUMBERS), p=self.any(d), a=self.any(d))

    def group(self, d):
        return f"{self.random.choice(['orders', 'list', 'words', 'deep.a.b'])}{{{self.random.choice(['id', '$string($)', self.any(d)])}: {self.any(d)}}}"

    def transform(self, d):
        return f"({self.random.choice(['orders', 'deep', '$'])} ~> |{self.random.choice(['$', 'who', 'a.b', '**'])}|{{'z': {self.any(d)}}}" + \
            self.random.choice(["", ", 'id'", ", ['c', 'price']"]) + "|)"

    def lambda_call(self, d):
        body = self.random.choice([self.any(d), f"[$a, {self.any(d)}]", "$a", "$a & $b"])
        return f"function($a, $b){{{body}}}({self.any(d)}" + self.random.choice(["", f", {self.any(d)}"]) + ")"

    def call(self, d):
        r = self.random
        name = r.choice(list(FUNCTIONS))
        kinds = FUNCTIONS[name][0]
        arguments, at = [], 0
        while at < len(kinds):
            optional = kinds[at + 1:at + 2] == "?"
            if optional and r.random() < 0.5:
                break
            arguments.append(self.argument(kinds[at], d))
            at += 2 if optional else 1
        if arguments and r.random() < 0.03:
            arguments.pop()
        if arguments and r.random() < 0.04:
            return f"{arguments[0]}.${name}({', '.join(arguments[1:])})"
        if arguments and r.random() < 0.03:
            arguments[r.randrange(len(arguments))] = "?"
        return f"${name}({', '.join(arguments)})"

    def argument(self, kind, d):
        r = self.random
        if r.random() < 0.08 or kind == "a":
            return self.any(d)
        return {
            "t": lambda: r.choice([r.choice(TEXTS), r.choice(TEXTS), "name", "words[0]", "date", self.any(d)]),
            "n": lambda: r.choice([r.choice(NUMBERS), r.choice(NUMBERS), "n", "half", self.any(d)]),
            "b": lambda: r.choice(["true", "false"]),
            "l": lambda: r.choice(["list", "words", "orders", "orders.price", "nested", "void", "[]", "orders.tags", "[1, 'a', null]", self.any(d)]),
            "o": lambda: r.choice(["deep", "hole", "orders[0]", "orders", "$", self.any(d)]),
            "r": lambda: r.choice([r.choice(TEXTS), r.choice(REGEXES)]),
            "R": lambda: r.choice(REGEXES),
            "p": lambda: r.choice(PICTURES),
            "i": lambda: r.choice(INTEGER_PICTURES),
            "d": lambda: r.choice(DATE_PICTURES),
            "m": lambda: r.choice(["0", "1763720430456", "951782400000", "-1", "n"]),
            "c": lambda: r.choice(["function($l, $r){$l > $r}", "function($l, $r){$string($l) < $string($r)}"]),
            "f": lambda: r.choice(["function($v){$v}", "function($v, $k){$k}", "function($v){$boolean($v)}", f"function($v){{{self.any(d)}}}", "$string",
                                   "function($v, $i, $a){$count($a) + $i}", "$uppercase", "$not"]),
            "g": lambda: r.choice(["function($x, $y){$x + $y}", "function($x, $y, $i){$x & $y & $i}", "$append", "function($x, $y){[$y, $x]}"]),
            "e": lambda: json.dumps(r.choice(["1 + 1", "name", "[1,2]", "$count(list)", "(", "missing.a"])),
        }[kind]()


def rows(command, text):
    answer = subprocess.run(command, input=text, capture_output=True, text=True, timeout=600, encoding="utf-8")
    found = {}
    for line in answer.stdout.splitlines():
        row = json.loads(line)
        found[row["id"]] = row
    if len(found) == 0:
        sys.exit(f"{command[0]}: no answer: {answer.stderr[:400]}")
    return found


def same(left, right):
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        return left is right
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return left == right or abs(left - right) <= 1e-13 * max(abs(left), abs(right))
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return left == right


def verdict(ours, theirs):
    """None when they agree, or cannot be compared; else what differs."""
    if theirs is None or theirs.get("skip") or theirs.get("function") or theirs.get("error", {}).get("code") == "JS":
        return None
    if ours is None:
        return "no answer"
    if "error" in theirs or "error" in ours:
        a, b = ours.get("error", {}).get("code"), theirs.get("error", {}).get("code")
        return None if a == b else "code"
    if "undefined" in theirs or "undefined" in ours:
        return None if ("undefined" in theirs) == ("undefined" in ours) else "undefined"
    return None if same(ours.get("result"), theirs.get("result")) else "result"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--junction", required=True)
    parser.add_argument("--jsonata-js", required=True, type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--show", type=int, default=40)
    options = parser.parse_args()
    maker = Maker(options.seed)
    cases = {n: maker.any() for n in range(options.count)}
    text = "".join(json.dumps({"id": n, "expr": expr, "data": DATA}) + "\n" for n, expr in cases.items())
    theirs = rows(["node", "-e", DRIVER, str(options.jsonata_js.resolve() / "src" / "jsonata.js")], text)
    ours = rows([options.junction, "eval", "--batch"], text)
    differ = [(cases[n], kind, ours.get(n), theirs.get(n)) for n in cases if (kind := verdict(ours.get(n), theirs.get(n)))]
    compared = sum(1 for n in cases if verdict(None, theirs.get(n)))
    for expr, kind, a, b in sorted(differ, key=lambda row: len(row[0]))[:options.show]:
        print(f"{kind}: {expr}\n  ours   {json.dumps(a, ensure_ascii=False)[:300]}\n  theirs {json.dumps(b, ensure_ascii=False)[:300]}")
    print(f"{len(differ)} of {compared} compared expressions differ")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
