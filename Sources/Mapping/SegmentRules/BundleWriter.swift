import Values

/// Writes the bundle of a run as JSON (RFC 8259) straight from the draft, without making values of it.
struct BundleWriter {
    private let run: RuleRun
    private let isEmpty: [Bool]
    private var output: [UInt8] = []

    init(_ run: RuleRun) {
        self.run = run
        isEmpty = run.draft.empties()
    }

    func json() -> [UInt8] {
        var writer = self
        writer.write()
        return writer.output
    }

    private mutating func write() {
        output.reserveCapacity(run.draft.nodes.count * 24)
        output.append("{\"resourceType\":\"Bundle\"")
        let shown = run.resources.filter { $0.root >= 0 && !isEmpty[Int($0.root)] }
        for resource in shown where resource.type == RuleLibrary.bundleType {
            output.append(",\"id\":\"")
            output.append(resource.identifier)
            output.append("\"")
            members(of: resource.root, depth: 0)
        }
        var first = true
        for resource in shown where resource.type != RuleLibrary.bundleType {
            output.append(first ? ",\"entry\":[" : ",")
            first = false
            entry(resource)
        }
        output.append(first ? "}" : "]}")
    }

    private mutating func entry(_ resource: RuleRun.Resource) {
        output.append("{\"fullUrl\":\"urn:uuid:")
        output.append(resource.identifier)
        output.append("\",\"resource\":{\"resourceType\":\"")
        output.append(run.library.keys[Int(resource.type)])
        output.append("\",\"id\":\"")
        output.append(resource.identifier)
        output.append("\"")
        members(of: resource.root, depth: 0)
        output.append("},\"request\":{\"method\":\"PUT\",\"url\":\"")
        output.append(resource.reference)
        output.append("\"}}")
    }

    /// The members of a node, each after a comma.
    private mutating func members(of node: Int32, depth: Int, leadingComma: Bool = true) {
        var child = run.draft.nodes[Int(node)].firstChild
        var needsComma = leadingComma
        while child >= 0 {
            let entry = run.draft.nodes[Int(child)]
            if !isEmpty[Int(child)] {
                if needsComma { output.append(UInt8(ascii: ",")) }
                needsComma = true
                output.append(run.library.quotedKeys[Int(entry.key)])
                value(entry, child, depth: depth + 1)
            }
            child = entry.next
        }
    }

    private mutating func value(_ entry: ResourceDraft.Node, _ node: Int32, depth: Int) {
        switch entry.kind {
        case .object where depth < RuleRun.depthMost * 2:
            output.append(UInt8(ascii: "{"))
            members(of: node, depth: depth, leadingComma: false)
            output.append(UInt8(ascii: "}"))
        case .list where depth < RuleRun.depthMost * 2: elements(of: node, depth: depth)
        case .text: quoted(run.draft.text(entry.value, run.library))
        case .number: output.append(run.draft.text(entry.value, run.library))
        case .truth: output.append("true")
        case .falsehood: output.append("false")
        case .object, .list: output.append("null")
        }
    }

    private mutating func elements(of node: Int32, depth: Int) {
        output.append(UInt8(ascii: "["))
        var child = run.draft.nodes[Int(node)].firstChild
        var first = true
        while child >= 0 {
            let entry = run.draft.nodes[Int(child)]
            if !isEmpty[Int(child)] {
                if !first { output.append(UInt8(ascii: ",")) }
                first = false
                value(entry, child, depth: depth + 1)
            }
            child = entry.next
        }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func quoted(_ text: String) {
        output.append(UInt8(ascii: "\""))
        let bytes = text.utf8
        if bytes.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            output.append(contentsOf: bytes)
        } else {
            for byte in bytes { escaped(byte) }
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func escaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            output.append(UInt8(ascii: "\\"))
            output.append(byte)
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            output.append("\\u00")
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        default: output.append(byte)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }
}
