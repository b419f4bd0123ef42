import Formats
import Values

/// Writes the bundle of a run as JSON (RFC 8259) straight from the draft, without making values of it.
struct BundleWriter {
    /// What a node needs on average.
    private static let bytesPerNode = 32

    private let run: RuleRun
    private let isEmpty: [Bool]

    init(_ run: RuleRun) {
        self.run = run
        isEmpty = run.draft.empties()
    }

    func json() -> [UInt8] {
        var output = ByteOutput(capacity: run.draft.nodes.count * Self.bytesPerNode)
        write(to: &output)
        return output.bytes
    }

    private func write(to output: inout ByteOutput) {
        output.append(literal: "{\"resourceType\":\"Bundle\"")
        let shown = run.resources.filter { $0.root >= 0 && !isEmpty[Int($0.root)] }
        for resource in shown where resource.type == RuleLibrary.bundleType {
            output.append(literal: ",\"id\":\"")
            plain(resource.identifier, &output)
            output.append(literal: "\"")
            members(of: resource.root, depth: 0, &output)
        }
        var first = true
        for resource in shown where resource.type != RuleLibrary.bundleType {
            if first { output.append(literal: ",\"entry\":[") } else { output.append(literal: ",") }
            first = false
            entry(resource, &output)
        }
        if first { output.append(literal: "}") } else { output.append(literal: "]}") }
    }

    private func entry(_ resource: RuleRun.Resource, _ output: inout ByteOutput) {
        output.append(literal: "{\"fullUrl\":\"urn:uuid:")
        plain(resource.identifier, &output)
        output.append(literal: "\",\"resource\":{\"resourceType\":\"")
        run.library.keyTexts.append(resource.type, to: &output)
        output.append(literal: "\",\"id\":\"")
        plain(resource.identifier, &output)
        output.append(literal: "\"")
        members(of: resource.root, depth: 0, &output)
        output.append(literal: "},\"request\":{\"method\":\"PUT\",\"url\":\"")
        plain(resource.reference, &output)
        output.append(literal: "\"}}")
    }

    /// The members of a node, each after a comma.
    private func members(
        of node: Int32, depth: Int, leadingComma: Bool = true, _ output: inout ByteOutput
    ) {
        var child = run.draft.nodes[Int(node)].firstChild
        var needsComma = leadingComma
        while child >= 0 {
            let entry = run.draft.nodes[Int(child)]
            if !isEmpty[Int(child)] {
                if needsComma { output.append(UInt8(ascii: ",")) }
                needsComma = true
                run.library.quotedKeys.append(entry.key, to: &output)
                value(entry, child, depth: depth + 1, &output)
            }
            child = entry.next
        }
    }

    private func value(_ entry: ResourceDraft.Node, _ node: Int32, depth: Int, _ output: inout ByteOutput) {
        switch entry.kind {
        case .object where depth < RuleRun.depthMost * 2:
            output.append(UInt8(ascii: "{"))
            members(of: node, depth: depth, leadingComma: false, &output)
            output.append(UInt8(ascii: "}"))
        case .list where depth < RuleRun.depthMost * 2: elements(of: node, depth: depth, &output)
        case .text where entry.text.isLiteral: run.library.quotedLiterals.append(entry.text.literal, to: &output)
        case .text: output.append(quoting: run.layout.bytes.span.extracting(entry.text.range))
        case .number: plain(entry.text, &output)
        case .truth: output.append(literal: "true")
        case .falsehood: output.append(literal: "false")
        case .object, .list: output.append(literal: "null")
        }
    }

    private func elements(of node: Int32, depth: Int, _ output: inout ByteOutput) {
        output.append(UInt8(ascii: "["))
        var child = run.draft.nodes[Int(node)].firstChild
        var first = true
        while child >= 0 {
            let entry = run.draft.nodes[Int(child)]
            if !isEmpty[Int(child)] {
                if !first { output.append(UInt8(ascii: ",")) }
                first = false
                value(entry, child, depth: depth + 1, &output)
            }
            child = entry.next
        }
        output.append(UInt8(ascii: "]"))
    }

    /// Text that needs no escapes.
    private func plain(_ text: RuleText, _ output: inout ByteOutput) {
        if text.isLiteral {
            run.library.literalTexts.append(text.literal, to: &output)
        } else {
            output.append(run.layout.bytes.span.extracting(text.range))
        }
    }
}
