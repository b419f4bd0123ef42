import Mapping
import Testing
import Values

/// Whole-document expressions, and expressions in single fields.
struct ExpressionMappingTests {
    static func map(
        _ yaml: String, _ input: Value, source: String = "json", lookups: [String: Lookup] = [:],
        including files: @escaping IncludedFiles = { _ in nil }
    ) throws -> MappingResult {
        let definition = try MappingDefinition(
            yaml: "id: t\nsource: \(source)\ntarget: json\n" + yaml, source: "t.yaml")
        let context = MappingContext(now: Instant(seconds: 1_790_000_000), lookups: lookups)
        return try definition.compile(lookups: lookups, including: files).apply(input, context)
    }

    static let order: Value = [
        "order": "O1", "customer": ["name": "Ann", "email": "a@b.c"],
        "lines": [["sku": "A", "qty": 2, "price": 5], ["sku": "B", "qty": 1, "price": 7]], "tags": ["x", "y"],
    ]

    @Test func anExpressionMakesTheWholeDocument() throws {
        let result = try Self.map(
            "expression: '{ \"id\": order, \"total\": $sum(lines.(qty * price)), \"who\": customer.name }'", Self.order)
        #expect(result.value == ["id": "O1", "total": 17, "who": "Ann"])
        #expect(
            result.accounting.mapped == [
                "order", "customer.name", "lines[0].qty", "lines[0].price", "lines[1].qty", "lines[1].price",
            ])
        #expect(result.accounting.dropped == ["customer.email", "lines[0].sku", "lines[1].sku", "tags[0]", "tags[1]"])
        #expect(result.unexplained == result.accounting.dropped)
    }

    @Test(
        arguments: [
            ("customer", ["customer.email", "customer.name"]),
            ("lines[0]", ["lines[0].price", "lines[0].qty", "lines[0].sku"]),
            ("lines[qty > 1].sku", ["lines[0].qty", "lines[0].sku", "lines[1].qty"]), ("tags[1]", ["tags[1]"]),
            ("tags[-1]", ["tags[1]"]), ("tags", ["tags[0]", "tags[1]"]), ("$count(lines)", []),
            ("$exists(customer)", []), ("customer.*", ["customer.email", "customer.name"]),
            ("**.sku", ["lines[0].sku", "lines[1].sku"]), ("*.name", ["customer.name"]),
            ("$string(customer)", ["customer.email", "customer.name"]),
            ("lines{sku: qty}", ["lines[0].qty", "lines[0].sku", "lines[1].qty", "lines[1].sku"]),
            ("lines^(price).sku", ["lines[0].price", "lines[0].sku", "lines[1].price", "lines[1].sku"]),
            ("$map(lines, function($l) { $l.qty })", ["lines[0].qty", "lines[1].qty"]),
            ("$lookup(customer, 'name')", ["customer.name"]),
            ("$merge([customer, {'a': 1}])", ["customer.email", "customer.name"]),
            ("customer ~> |$|{'name': 'x'}|", ["customer.email", "customer.name"]),
            ("lines@$l.customer.{'n': name, 's': $l.sku}", ["customer.name", "lines[0].sku", "lines[1].sku"]),
            ("lines.%.order", ["order"]),
            ("$each(customer, function($v) { $v })", ["customer.email", "customer.name"]),
            ("customer = customer", ["customer.email", "customer.name"]), ("'x' in tags", ["tags[0]", "tags[1]"]),
            ("$keys(customer)", []), ("$field('lines[1].sku')", ["lines[1].sku"]),
            ("$fields('lines[*].sku')", ["lines[0].sku", "lines[1].sku"]), ("1", []),
        ] as [(String, [String])])
    func whatIsReadIsKnown(_ expression: String, _ read: [String]) throws {
        let result = try Self.map("expression: |\n  [\(expression)]\n", Self.order)
        let leaves =
            ["customer.email", "customer.name"]
            + (0...1).flatMap { line in
                ["price", "qty", "sku"].map { "lines[\(line)].\($0)" }
            }
        let all = (leaves + ["order", "tags[0]", "tags[1]"]).sorted()
        #expect(result.accounting.mapped.sorted() == read, "\(expression)")
        #expect((result.accounting.mapped + result.accounting.dropped).sorted() == all)
    }

    @Test func accountingIsLeftOffWhenNobodyAsks() throws {
        var context = MappingContext(now: .epoch)
        context.accounts = false
        let mapping = try MappingDefinition(yaml: "id: t\nsource: json\ntarget: json\nexpression: order").compile()
        let result = try mapping.apply(Self.order, context)
        #expect(result.value == "O1" && result.accounting.listing == FieldAccounting().listing)
    }

    @Test func hl7FieldsAreReadByTheirPaths() throws {
        let result = try Self.map(
            "expression: '{ \"id\": $field(\"PID-3.1\"), \"results\": $fields(\"OBX[*]-5\") }'\n"
                + "ignore: [{ path: OBR, reason: not wanted }]",
            FieldTableTests.message, source: "hl7v2")
        #expect(result.value == ["id": "111", "results": ["60", "70", "80"]])
        #expect(result.accounting.mapped == ["PID-3.1", "OBX-5", "OBX[2]-5", "OBX[3]-5"])
        #expect(result.accounting.ignored.map(\.path) == ["MSH-1", "MSH-2", "OBR-1", "OBR[2]-1"])
        #expect(result.accounting.dropped.contains("PID-3[2]"))
    }

    @Test func aFieldMayBeAnExpression() throws {
        let result = try Self.map(
            """
            define: { who: { from: customer.name, functions: [upper] } }
            fields:
              - { to: total, jsonata: "$sum(lines.(qty * price))" }
              - to: lines
                each: "lines[*]"
                fields:
                  - { to: label, jsonata: "$who & '/' & sku & '/' & $message.order" }
            unmapped: allow
            """, Self.order)
        #expect(result.value == ["total": 17, "lines": [["label": "ANN/A/O1"], ["label": "ANN/B/O1"]]])
        #expect(result.accounting.dropped == ["customer.email", "tags[0]", "tags[1]"])
        #expect(result.unexplained == [])
    }

    @Test(arguments: [("skip", nil, 1), ("default", "none" as Value?, 1), ("reject", nil, 0)])
    func aFieldsPolicyHoldsForItsExpression(_ policy: String, value: Value?, findings: Int) throws {
        let yaml =
            "fields: [{ to: n, jsonata: \"order + 1\", onError: \(policy), default: none }, { to: o, from: order }]"
        guard policy != "reject" else {
            let error = #expect(throws: JunctionError.self) { try Self.map(yaml, Self.order) }
            #expect(error?.code == .mappingFailed && error?.message.contains("T2001") == true)
            return
        }
        let result = try Self.map(yaml.replacing(policy == "skip" ? ", default: none" : "~", with: ""), Self.order)
        #expect(result.value["n"] == value && result.findings.count == findings)
    }

    @Test func fragmentsOfExpressionsAreFunctions() throws {
        let files: IncludedFiles = { name in
            name == "people"
                ? IncludedFile(
                    path: "fragments/people.yaml",
                    text: "fragments:\n  initial: 'function($n) { $substring($n, 0, 1) /* first */ }'\n") : nil
        }
        let result = try Self.map(
            """
            include: people
            fragments:
              label: "function($c) { $initial($c.name) & ':' & $c.email }"
            expression: "{ 'label': $label(customer) }"
            """, Self.order, including: files)
        #expect(result.value == ["label": "A:a@b.c"])
    }

    @Test(arguments: [
        ("expression: |\n  {\n    \"a\": order +\n  }\n", 4, "expression:3:2", "S0211"),
        ("fragments: { f: '1 +' }\nexpression: $f", 4, "expression:1:4", "S0207"),
        ("fields: [{ to: a, jsonata: ')' }]", 4, "expression:1:2", "S0211"),
        ("define: { count: { from: a } }\nfields: [{ to: a, jsonata: $count(b) }]", 5, nil, "function of JSONata"),
        ("expression: a\ndefine: { b: { from: a } }", 5, nil, "'define' is for fields"),
        ("include: missing\nexpression: a", 4, nil, "there is no file 'missing'"),
        ("fragments: { f: { a: b } }\nexpression: a", 4, nil, "a fragment is a list of fields"),
    ])
    func faultsAreLocated(_ yaml: String, line: Int, path: String?, words: String) {
        let error = #expect(throws: JunctionError.self) { try Self.map(yaml, Self.order) }
        #expect(error?.code == .mappingMalformed && error?.place?.source == "t.yaml")
        #expect(error?.place?.line == line && error?.place?.path == path, "\(String(describing: error))")
        #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    }

    @Test func errorsInAFragmentPointToItsFile() {
        let files: IncludedFiles = { _ in
            IncludedFile(path: "fragments/f.yaml", text: "fragments:\n  twice: $sum([true]) * 2\n")
        }
        let error = #expect(throws: JunctionError.self) {
            try Self.map("include: f\nexpression: $twice", Self.order, including: files)
        }
        #expect(error?.code == .mappingFailed && error?.place?.source == "fragments/f.yaml" && error?.place?.line == 2)
    }

    @Test func filesThatIncludeEachOtherAreRefused() {
        let files: IncludedFiles = { name in
            IncludedFile(path: "fragments/\(name).yaml", text: "include: [\(name == "a" ? "b" : "a")]\n")
        }
        let error = #expect(throws: JunctionError.self) {
            try Self.map("include: [a]\nexpression: order", Self.order, including: files)
        }
        #expect(error?.message == "the file includes itself: t → a → b → a")
        #expect(error?.place?.source == "fragments/b.yaml" && error?.place?.line == 1)
    }

    @Test func anExpressionThatGivesNothingIsRefused() {
        let error = #expect(throws: JunctionError.self) { try Self.map("expression: nothing", Self.order) }
        #expect(error?.code == .mappingFailed)
    }

    @Test func groupsDefineWhatIsAboutTheirItem() throws {
        let result = try Self.map(
            """
            fields:
              - to: out
                each: "lines[*]"
                define: { key: { template: "{order}-{.sku}" } }
                fields: [{ to: id, from: $key }, { to: again, template: "<{$key}>" }]
            unmapped: allow
            """, Self.order)
        #expect(
            result.value["out"] == [["id": "O1-A", "again": "<O1-A>"], ["id": "O1-B", "again": "<O1-B>"]])
    }

    @Test func aGroupMayBeRequired() throws {
        let yaml = "fields: [{ to: out, each: items, required: an item is required, fields: [{ to: n, from: . }] }]"
        #expect(try Self.map(yaml, ["items": [1, 2]]).value["out"] == [["n": 1], ["n": 2]])
        let error = #expect(throws: JunctionError.self) { try Self.map(yaml, ["items": []]) }
        #expect(error?.code == .mappingRequired && error?.message == "an item is required")
        #expect(error?.place?.path == "items")
    }

    @Test func errorsWithinGroupsNameTheWholePath() {
        let yaml = "fields: [{ to: out, each: lines, fields: [{ to: n, from: .sku, functions: [integer] }] }]"
        let error = #expect(throws: JunctionError.self) { try Self.map(yaml, Self.order) }
        #expect(error?.place?.path == "lines[0].sku")
    }
}
