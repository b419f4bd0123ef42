import CLibXML2
import Values

/// An XML document as libxml2 holds it.
@safe struct XSDDocument: ~Copyable {
    let handle: xmlDocPtr

    /// Documents, and schemas, of more bytes are refused.
    static let bytesMost = 64 << 20

    /// Nothing is fetched: no external subset, no entities, whatever the document says.
    private static let options = Int32(
        XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_BIG_LINES.rawValue)

    /// `name` is what relative addresses start from. Throws `format.limit` and `format.malformed`, located.
    init(_ bytes: [UInt8], name: String) throws {
        guard bytes.count <= Self.bytesMost else {
            throw JunctionError(.formatLimit, "the document has more than \(Self.bytesMost) bytes")
        }
        XSDLibrary.prepare()
        guard let context = unsafe xmlNewParserCtxt() else {
            throw JunctionError(.formatLimit, "there is no memory to read the document with")
        }
        defer { unsafe xmlFreeParserCtxt(context) }
        let document = unsafe bytes.withUnsafeBytes { buffer in
            unsafe xmlCtxtReadMemory(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), name, nil,
                Self.options)
        }
        guard let document = unsafe document else {
            let error = unsafe context.pointee.lastError
            let (line, column) = unsafe (Int(error.line), Int(error.int2))
            throw JunctionError(
                .malformed, "the document is not well-formed XML",
                place: Place(line: max(1, line), column: column > 0 ? column : nil))
        }
        unsafe handle = document
    }

    deinit { unsafe xmlFreeDoc(handle) }
}

/// What libxml2 needs once, and whom it asks for the parts of a schema.
enum XSDLibrary {
    /// Where the parts of the schema being compiled are found; nobody else is given anything.
    @TaskLocal static var load: XSDSchema.Loader?

    static func prepare() { prepared }

    private static let prepared: Void = {
        xmlInitParser()
        unsafe xmlSetExternalEntityLoader { address, _, context in
            guard let address = unsafe address, let load = XSDLibrary.load,
                let bytes = unsafe load(String(cString: address))
            else { return nil }
            let buffer = unsafe bytes.withUnsafeBytes { buffer in
                unsafe xmlParserInputBufferCreateMem(
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count),
                    XML_CHAR_ENCODING_NONE)
            }
            guard let buffer = unsafe buffer,
                let input = unsafe xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE)
            else { return nil }
            // What the parts of this part start from.
            let name = unsafe UnsafeRawPointer(xmlCharStrdup(address))
            unsafe input.pointee.filename = unsafe name?.assumingMemoryBound(to: CChar.self)
            return unsafe input
        }
    }()
}

/// Gathers what libxml2 reports.
final class XSDReports {
    static let most = 100

    struct Report {
        var code: Int32
        var message: String
        var file: String?
        var line: Int
        var path: String
    }

    private(set) var reports: [Report] = []

    var address: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

    static let receive: xmlStructuredErrorFunc = { address, error in
        guard let address = unsafe address, let error = unsafe error else { return }
        unsafe Unmanaged<XSDReports>.fromOpaque(address).takeUnretainedValue().add(error.pointee)
    }

    private func add(_ error: xmlError) {
        guard unsafe error.level.rawValue >= XML_ERR_ERROR.rawValue, reports.count < Self.most else { return }
        let node = unsafe error.node?.assumingMemoryBound(to: xmlNode.self)
        reports.append(
            Report(
                code: unsafe error.code, message: unsafe error.message.map { unsafe String(cString: $0) } ?? "",
                file: unsafe error.file.map { unsafe String(cString: $0) },
                line: unsafe node.map { unsafe xmlGetLineNo($0) } ?? Int(error.line),
                path: unsafe Self.path(node)))
    }

    /// Names from the root; where a name repeats among neighbours, with its place among them.
    private static func path(_ node: xmlNodePtr?) -> String {
        var steps: [String] = []
        var current = unsafe node
        while let node = unsafe current, unsafe node.pointee.type == XML_ELEMENT_NODE, let name = unsafe name(node) {
            steps.append(unsafe name + place(of: node, name))
            unsafe current = node.pointee.parent
        }
        return steps.reversed().map { "/" + $0 }.joined()
    }

    private static func name(_ node: xmlNodePtr) -> String? {
        unsafe node.pointee.name.map { unsafe String(cString: $0) }
    }

    private static func place(of node: xmlNodePtr, _ name: String) -> String {
        var before = 0
        var other = unsafe node.pointee.prev
        while let node = unsafe other {
            if unsafe node.pointee.type == XML_ELEMENT_NODE, unsafe Self.name(node) == name { before += 1 }
            unsafe other = node.pointee.prev
        }
        if before > 0 { return "[\(before + 1)]" }
        unsafe other = node.pointee.next
        while let node = unsafe other {
            if unsafe node.pointee.type == XML_ELEMENT_NODE, unsafe Self.name(node) == name { return "[1]" }
            unsafe other = node.pointee.next
        }
        return ""
    }
}
