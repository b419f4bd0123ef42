import Mapping
import Testing
import Values

struct FieldTableTests {
    /// MSH, PID with two identifiers, OBR with two OBX, then OBR with one.
    static let message: Value = [
        ["segment": "MSH", "1": "|", "2": "^~\\&", "9": ["1": "ADT", "2": "A01"]],
        [
            "segment": "PID", "3": [["1": "111", "4": ["1": "HOSP", "2": "1.2.3"]], "222"],
            "5": ["1": ["1": "SMITH", "3": "VAN"], "2": "ANN"], "7": "19610615", "8": "F", "19": "\"\"",
        ],
        ["segment": "OBR", "1": "1"], ["segment": "OBX", "1": "1", "5": "60"], ["segment": "OBX", "1": "2", "5": "70"],
        ["segment": "OBR", "1": "2"], ["segment": "OBX", "1": "3", "5": "80"],
    ]

    static func map(
        _ fields: String, _ input: Value = message, source: String = "hl7v2", lookups: [String: Lookup] = [:]
    ) throws -> MappingResult {
        let yaml = "id: t\nsource: \(source)\ntarget: json\n" + fields
        let context = MappingContext(now: Instant(seconds: 1_790_000_000), identifier: { "new-id" })
        return try MappingDefinition(yaml: yaml, source: "t.yaml").compile(lookups: lookups).apply(input, context)
    }

    @Test func pathsReachSegmentsFieldsRepetitionsAndComponents() throws {
        let value = try Self.map(
            """
            fields:
              - { to: a, from: PID-3 }
              - { to: b, from: "PID-3[2].1" }
              - { to: c, from: PID-3.4.2 }
              - { to: d, from: "OBX[3]-5" }
              - { to: e, from: "OBX[*]-5" }
              - { to: f, from: PID-5.1.3 }
              - { to: g, from: PID-8.1 }
              - { to: h, from: PID-8.2 }
              - { to: i, from: PID-19 }
              - { to: j, from: ZZZ-1 }
            """
        ).value
        #expect(
            value == ["a": "111", "b": "222", "c": "1.2.3", "d": "80", "e": ["60", "70", "80"], "f": "VAN", "g": "F"])
    }

    @Test func groupsMakeListsAndPathsWithinAreRelative() throws {
        let value = try Self.map(
            """
            fields:
              - to: identifier
                each: PID-3
                fields: [{ to: value, from: .1 }, { to: system, from: .4.2 }, { to: use, constant: usual }]
              - to: panels
                each: OBR
                fields:
                  - { to: number, from: -1, functions: [integer] }
                  - to: results
                    each: ">OBX"
                    fields: [{ to: value, from: -5, functions: [number] }]
            """
        ).value
        #expect(
            value == [
                "identifier": [
                    ["value": "111", "system": "1.2.3", "use": "usual"], ["value": "222", "use": "usual"],
                ],
                "panels": [
                    ["number": 1, "results": [["value": 60], ["value": 70]]],
                    ["number": 2, "results": [["value": 80]]],
                ],
            ])
    }

    @Test func everyLeafIsAccountedFor() throws {
        let accounting = try Self.map(
            """
            fields:
              - { to: a, from: PID-3.1 }
              - { to: b, from: "OBX[*]-5" }
            ignore:
              - { path: OBX-1, reason: a counter }
              - { paths: [OBR, PID-3.4], reason: not wanted }
            """
        ).accounting
        #expect(
            accounting.mapped
                == ["PID-3.1", "OBX-5", "OBX[2]-5", "OBX[3]-5"].sorted(by: { $0 == "PID-3.1" || $0 < $1 })
                || accounting.mapped.count == 4)
        #expect(accounting.mapped == ["PID-3.1", "OBX-5", "OBX[2]-5", "OBX[3]-5"])
        #expect(
            Set(accounting.dropped)
                == ["MSH-9.1", "MSH-9.2", "PID-3[2]", "PID-5.1.1", "PID-5.1.3", "PID-5.2", "PID-7", "PID-8", "PID-19"])
        let reasons = Dictionary(uniqueKeysWithValues: accounting.ignored.map { ($0.path, $0.reason) })
        #expect(reasons["OBX[3]-1"] == "a counter")
        #expect(reasons["OBR[2]-1"] == "not wanted")
        #expect(reasons["PID-3.4.2"] == "not wanted")
        #expect(reasons["MSH-2"] != nil)
        #expect(reasons.count == 9)
    }

    @Test func constantsAloneDoNotMakeAnObject() throws {
        let value = try Self.map(
            """
            fields:
              - { to: "telecom[0].system", constant: phone }
              - { to: "telecom[0].value", from: PID-13 }
              - { to: meta.kind, constant: fixed }
            """
        ).value
        #expect(value == ["meta": ["kind": "fixed"]])
    }

    @Test func theFirstFieldWithAValueStands() throws {
        let value = try Self.map(
            """
            fields:
              - { to: status, constant: planned, when: "MSH-9.2 in [A05, A14]" }
              - { to: status, constant: arrived, when: "MSH-9.2 = A01 and not PV1" }
              - { to: status, constant: unknown }
              - { to: name, from: [PID-9, PID-5.2] }
              - { to: both, fn: concat, args: [PID-5.2, { constant: " " }, PID-5.1.1] }
              - { to: label, template: "{PID-5.1.1|title}, {PID-5.2|lower} {{x}}" }
              - { to: gone, template: "{PID-9}x" }
            """
        ).value
        #expect(
            value == [
                "status": "arrived", "name": "ANN", "both": "ANN SMITH", "label": "Smith, ann {x}",
            ])
    }

    @Test func definedValuesAreWorkedOutOnceAndReferred() throws {
        let value = try Self.map(
            """
            define:
              patient: { from: PID-3.1, functions: [{ uuid5: "urn:example:patient" }] }
              url: { template: "urn:uuid:{$patient}" }
            fields:
              - { to: "entry[].fullUrl", from: $url }
              - { to: "entry[].subject", from: $url }
              - { to: at, from: $now }
              - { to: id, from: $uuid }
            """
        ).value
        let url = value["entry"]?[0]?["fullUrl"]?.string
        #expect(url?.hasPrefix("urn:uuid:") == true)
        #expect(value["entry"]?[1]?["subject"]?.string == url)
        #expect(value["at"] == "2026-09-21T14:13:20.000Z")
        #expect(value["id"] == "new-id")
    }

    @Test func policiesDecideWhatAFailureDoes() throws {
        let reject = "fields: [{ to: n, from: PID-8, functions: [integer] }]"
        let error = #expect(throws: JunctionError.self) { try Self.map(reject) }
        #expect(error?.code == .mappingFailed)
        #expect(error?.message == "PID-8 is not a whole number")
        let skipped = try Self.map("fields: [{ to: n, from: PID-8, functions: [integer], onError: skip }]")
        #expect(skipped.value == [:])
        #expect(skipped.findings.map(\.code) == ["mapping.skipped"])
        let defaulted = try Self.map(
            "fields: [{ to: n, from: PID-8, functions: [integer], default: 0, onError: default }]")
        #expect(defaulted.value == ["n": 0])
        #expect(defaulted.findings.map(\.code) == ["mapping.defaulted"])
    }

    @Test func requiredFieldsSayWhatIsMissing() throws {
        let plain = #expect(throws: JunctionError.self) {
            try Self.map("fields: [{ to: a, from: PID-2, required: true }]")
        }
        #expect(plain?.code == .mappingRequired)
        #expect(plain?.message == "PID-2 is required for a")
        let own = #expect(throws: JunctionError.self) {
            try Self.map("fields: [{ to: a, from: PID-2, required: PID-2 must name the patient }]")
        }
        #expect(own?.message == "PID-2 must name the patient")
        #expect(try Self.map("fields: [{ to: a, from: PID-2, required: true, onError: skip }]").findings.count == 1)
        #expect(try Self.map("fields: [{ to: a, from: PID-2, required: true, default: x }]").value == ["a": "x"])
    }

    @Test func lookupsComeFromDefinitionWorkspaceAndColumns() throws {
        let ward = Lookup(name: "ward", columns: ["code", "name"], rows: ["A01": ["W1", "North"]])
        let value = try Self.map(
            """
            lookups:
              sex: { F: female }
              kind: { entries: { X: y }, default: other }
            fields:
              - { to: a, from: PID-8, lookup: sex }
              - { to: b, from: PID-8, lookup: kind }
              - { to: c, from: MSH-9.2, lookup: { table: ward, column: name } }
              - { to: d, from: PID-5.2, lookup: { table: sex, default: none } }
            """, lookups: ["ward": ward]
        ).value
        #expect(value == ["a": "female", "b": "other", "c": "North", "d": "none"])
        #expect(throws: JunctionError.self) {
            try Self.map("lookups: { sex: { M: male } }\nfields: [{ to: a, from: PID-8, lookup: sex }]")
        }
    }

    @Test func fragmentsAreUsedWhereNamed() throws {
        let value = try Self.map(
            """
            fragments:
              name:
                - { to: family, from: .1.1 }
                - { to: "given[]", from: .2 }
            fields:
              - { to: name, each: PID-5, use: name }
            """
        ).value
        #expect(value == ["name": [["family": "SMITH", "given": ["ANN"]]]])
    }

    @Test func genericPathsReachMembersAndElements() throws {
        let order: Value = ["order": ["lines": [["sku": "A", "n": 2], ["sku": "B", "n": 3]], "odd key": 1]]
        let result = try Self.map(
            """
            fields:
              - { to: first, from: "order.lines[0].sku" }
              - { to: all, from: "order.lines[*].sku", functions: [{ join: "+" }] }
              - { to: odd, from: "order.'odd key'" }
              - { to: "lines", each: order.lines, fields: [{ to: code, from: .sku }] }
            """, order, source: "json")
        #expect(
            result.value == ["first": "A", "all": "A+B", "odd": 1, "lines": [["code": "A"], ["code": "B"]]])
        #expect(result.accounting.dropped == ["order.lines[0].n", "order.lines[1].n"])
    }

    @Test func theWholeTargetMayBeAList() throws {
        let rows: Value = [["id": "1"], ["id": "2"]]
        let yaml = "fields: [{ to: '[]', each: '.', fields: [{ to: key, from: .id }] }]"
        #expect(try Self.map(yaml, rows, source: "csv").value == [["key": "1"], ["key": "2"]])
        #expect(try Self.map(yaml, [], source: "csv").value == [])
    }
}
