import Mapping
import Testing
import Values

/// What a definition may not say, and where the complaint points.
struct MappingDefinitionTests {
    static let head = "id: t\nsource: hl7v2\ntarget: json\n"

    @Test(arguments: [
        ("fields: [{ to: a, form: PID-3 }]", 4, "unknown key 'form' in a field"),
        ("fields: [{ to: a }]", 4, "a field needs exactly one of 'from', 'constant', 'template', 'jsonata', 'fn'"),
        ("fields: [{ from: PID-3 }]", 4, "a field lacks 'to'"),
        ("fields:\n  - { to: a, from: PID/3 }", 5, "'PID/3' is not a source path"),
        ("fields:\n  - { to: 'a..b', from: PID-3 }", 5, "'to' must be a target path"),
        ("fields: [{ to: a, from: PID-3, functions: [trimm] }]", 4, "there is no function 'trimm'"),
        ("fields: [{ to: a, from: PID-3, lookup: sex }]", 4, "there is no lookup table 'sex'"),
        ("fields: [{ to: a, from: $x }]", 4, "nothing above defines '$x'"),
        ("fields: [{ to: a, use: x }]", 4, "no fragment of that name"),
        ("fields: [{ to: a, from: PID-3, when: 'PID-8 =' }]", 4, "the condition cannot be read: a value is expected"),
        ("fields: [{ to: a, from: PID-3, onError: explode }]", 4, "must be one of: reject, default, skip"),
        ("fields: [{ to: a, from: PID-7, functions: [{ date: qq }] }]", 4, "a date form is"),
        ("fields: [{ to: a, from: PID-3 }, { to: 'a[0]', from: PID-3 }]", 4, "'a[0]' is a list in one place"),
        ("ignore: [{ path: PID-3 }]\nfields: []", 4, "an ignored source lacks 'reason'"),
        ("timeZone: Mars/Base\nfields: []", 4, "no time zone of that name"),
        ("lookup: {}\nfields: []", 4, "unknown key 'lookup' in a mapping"),
        ("define: { a: { from: $a } }\nfields: []", 4, "nothing above defines '$a'"),
        ("fragments: { a: [{ use: a }] }\nfields: [{ use: a }]", 4, "the fragment uses itself: a → a"),
    ])
    func faultsAreLocated(_ yaml: String, line: Int, message: String) {
        let error = #expect(throws: JunctionError.self) {
            _ = try MappingDefinition(yaml: Self.head + yaml, source: "m.yaml").compile(lookups: [:])
        }
        #expect(error?.code == .mappingMalformed)
        #expect(error?.message.contains(message) == true, "\(String(describing: error))")
        #expect(error?.place?.line == line)
    }

    @Test func headersAreRead() throws {
        let definition = try MappingDefinition(
            yaml: "id: a\ntitle: A\nversion: 1.10\nsource: { format: csv }\ntarget: json\nunmapped: allow\nfields: []\n"
        )
        #expect(definition.id == "a" && definition.title == "A" && definition.version == "1.10")
        #expect(definition.source == "csv" && definition.target == "json" && definition.unmapped == .allow)
    }

    @Test func eitherFieldsOrExpression() {
        #expect(throws: JunctionError.self) { try MappingDefinition(yaml: Self.head) }
        #expect(throws: JunctionError.self) { try MappingDefinition(yaml: Self.head + "fields: []\nexpression: $\n") }
    }
}
