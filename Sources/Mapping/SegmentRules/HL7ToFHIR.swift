package import Values

/// HL7 v2 messages to FHIR R4 bundles, by rules that follow HL7's published v2-to-FHIR tables.
///
/// Compiled once, used from many threads. The same message always makes the same bundle: identifiers are name-based UUIDs
/// (RFC 9562) of what identifies a thing, and no clock is read.
package struct HL7ToFHIR: Transformation {
    let library: RuleLibrary
    /// Written behind times without an offset, when the message's own time has none either.
    package var zone = "Z"

    /// The shipped rules, and further rule files that replace or extend them. Throws `mapping.malformed` with file and line.
    package init(extending files: [(name: String, text: String)] = []) throws {
        let shipped = HL7ToFHIRRules.files.map { RuleCompiler.Source(name: $0.name, text: $0.text) }
        library = try RuleCompiler.compile(shipped + files.map { RuleCompiler.Source(name: $0.name, text: $0.text) })
    }

    /// Throws `mapping.failed` when the value is no HL7 v2 message.
    package func apply(_ input: Value, _ context: MappingContext) throws -> MappingResult {
        let run = try run(input)
        let bundle = BundleAssembly(run).value
        return MappingResult(value: bundle, findings: run.findings, accounting: FieldAccounting(run.reading))
    }

    /// The bundle alone. Throws as `apply` does.
    package func bundle(of message: Value) throws -> Value { BundleAssembly(try run(message)).value }

    /// The bundle as JSON. Throws as `apply` does.
    package func json(of message: Value) throws -> [UInt8] { BundleWriter(try run(message)).json() }

    /// The bundle as JSON, and the result without its value, which is not made twice. Throws as `apply` does.
    func jsonAndResult(of message: Value) throws -> ([UInt8], MappingResult) {
        let run = try run(message)
        let result = MappingResult(value: .null, findings: run.findings, accounting: FieldAccounting(run.reading))
        return (BundleWriter(run).json(), result)
    }

    func run(_ input: Value) throws -> RuleRun {
        guard let header = input.array?.first, header["segment"] == "MSH" else {
            throw JunctionError(
                .mappingFailed, "the message does not begin with MSH", place: Place(path: "MSH"))
        }
        var run = RuleRun(
            input, library: library, zone: zone(header), messageType: HL7Text.component(1, of: header["9"]) ?? "",
            event: HL7Text.component(2, of: header["9"]) ?? "")
        run.run()
        return run
    }

    /// The offset of MSH-7 stands for times of the message that have none.
    private func zone(_ header: Value) -> String {
        guard let text = HL7Text.component(1, of: header["7"]), let offset = CalendarTime(hl7: text.trimmed)?.offset
        else {
            return zone
        }
        return offset == 0 ? "Z" : offsetText(offset, separator: ":")
    }
}

/// Puts the resources of a run into their Bundle.
struct BundleAssembly {
    let run: RuleRun

    init(_ run: RuleRun) { self.run = run }

    var value: Value {
        let reading = DraftReading(run)
        var bundle: [Object.Member] = [Object.Member(key: "resourceType", value: "Bundle")]
        var entries: [Value] = []
        for resource in run.resources where resource.root >= 0 && !reading.isEmpty[Int(resource.root)] {
            let type = run.library.keys[Int(resource.type)]
            if type == "Bundle" {
                bundle.append(Object.Member(key: "id", value: .string(run.string(resource.identifier))))
                bundle = reading.members(of: resource.root, after: bundle)
            } else {
                entries.append(entry(resource, type, reading))
            }
        }
        if !entries.isEmpty { bundle.append(Object.Member(key: "entry", value: .array(entries))) }
        return .object(Object(distinct: bundle))
    }

    private func entry(_ resource: RuleRun.Resource, _ type: String, _ reading: DraftReading) -> Value {
        let first = [
            Object.Member(key: "resourceType", value: .string(type)),
            Object.Member(key: "id", value: .string(run.string(resource.identifier))),
        ]
        let content = Object(distinct: reading.members(of: resource.root, after: first))
        let request = Object(distinct: [
            Object.Member(key: "method", value: "PUT"),
            Object.Member(key: "url", value: .string(run.string(resource.reference))),
        ])
        return .object(
            Object(distinct: [
                Object.Member(key: "fullUrl", value: .string("urn:uuid:" + run.string(resource.identifier))),
                Object.Member(key: "resource", value: .object(content)),
                Object.Member(key: "request", value: .object(request)),
            ]))
    }
}
