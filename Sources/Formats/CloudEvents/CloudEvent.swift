package import Values

/// An event in the form of CloudEvents 1.0: its context attributes, and its data as bytes.
package struct CloudEvent: Sendable, Hashable {
    package var id: String
    package var source: String
    package var type: String
    package var subject: String?
    package var time: Instant?
    /// Media type of `data` with its parameters; nil means JSON.
    package var dataContentType: String?
    package var dataSchema: String?
    /// Other attributes, in their text form (CloudEvents 1.0, section 3.1).
    package var extensions: [String: String]
    /// Nil when there is none, which is not the same as empty.
    package var data: [UInt8]?

    package init(
        id: String, source: String, type: String, subject: String? = nil, time: Instant? = nil,
        dataContentType: String? = nil, dataSchema: String? = nil, extensions: [String: String] = [:],
        data: [UInt8]? = nil
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.time = time
        self.dataContentType = dataContentType
        self.dataSchema = dataSchema
        self.extensions = extensions
        self.data = data
    }

    package static let version = "1.0"

    /// Media types of the structured and the batched mode in JSON.
    package static let jsonMediaType = "application/cloudevents+json"
    package static let batchMediaType = "application/cloudevents-batch+json"

    /// Whether a media type is of JSON (JSON Event Format, section 3.1.1); none is.
    package static func isJSON(_ mediaType: String?) -> Bool {
        guard let mediaType else { return true }
        let name = mediaType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        return name.hasSuffix("/json") || name.hasSuffix("+json")
    }

    /// Attributes are named by small letters and digits alone.
    package static func isAttributeName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
}

extension CloudEvent {
    /// Every attribute that is there by its name, in its text form.
    package var attributes: [String: String] {
        var attributes = extensions
        attributes["specversion"] = Self.version
        attributes["id"] = id
        attributes["source"] = source
        attributes["type"] = type
        attributes["subject"] = subject
        attributes["time"] = time?.eventTime
        attributes["datacontenttype"] = dataContentType
        attributes["dataschema"] = dataSchema
        return attributes
    }

    /// Makes an event of attributes in their text form. Throws `malformed` and names the attribute.
    init(attributes: [String: String], data: [UInt8]?) throws(JunctionError) {
        for (name, text) in attributes { try Self.check(name, text) }
        func required(_ name: String) throws(JunctionError) -> String {
            guard let text = attributes[name] else { throw Self.refusal(name, "a CloudEvent needs this") }
            return text
        }
        guard try required("specversion") == Self.version else {
            throw Self.refusal("specversion", "only CloudEvents \(Self.version) is understood")
        }
        let time = attributes["time"].map { Instant(rfc3339: $0) }
        if case .some(.none) = time { throw Self.refusal("time", "a time in the form of RFC 3339 belongs here") }
        self.init(
            id: try required("id"), source: try required("source"), type: try required("type"),
            subject: attributes["subject"], time: time ?? nil, dataContentType: attributes["datacontenttype"],
            dataSchema: attributes["dataschema"], extensions: attributes.filter { !Self.own.contains($0.key) },
            data: data)
    }

    /// What is asked of every attribute (CloudEvents 1.0.2, sections 3 to 3.1): its name, characters that may be, and of those
    /// that the specification names that they are not empty, and of their type.
    private static func check(_ name: String, _ text: String) throws(JunctionError) {
        guard isAttributeName(name), name != "data" else {
            throw refusal(name, "an attribute's name is of small letters and digits")
        }
        guard !text.isEmpty || !own.contains(name) else { throw refusal(name, "a text that is not empty belongs here") }
        guard isText(text) else { throw refusal(name, "an attribute has no control characters and no noncharacters") }
        switch name {
        case "source" where !isReference(text):
            throw refusal(
                name, "a URI or a reference to one (RFC 3986) belongs here: other characters are percent-encoded")
        case "dataschema" where !isURI(text): throw refusal(name, "an absolute URI (RFC 3986) belongs here")
        case "datacontenttype" where !isMediaType(text):
            throw refusal(name, "a media type (RFC 2046) such as application/json belongs here")
        default: break
        }
    }

    /// Whether an attribute may have this value: a text without control characters and noncharacters (section 3.1).
    package static func isText(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: false
            default: scalar.value & 0xFFFE != 0xFFFE
            }
        }
    }

    /// Most are a path or a word, and seen to be one at once.
    private static func isReference(_ text: String) -> Bool {
        text.utf8.allSatisfy {
            $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-")
        }
            || URIFormat(international: false).isReference(text)
    }

    /// A fragment may follow, which strictly is not a part of an absolute URI: it is what names one schema of a document.
    package static func isURI(_ text: String) -> Bool { URIFormat(international: false).isURI(text) }

    /// Type and subtype are tokens (RFC 2045 section 5.1); their parameters are not looked at.
    package static func isMediaType(_ text: String) -> Bool {
        let parts = text.utf8.prefix { $0 != UInt8(ascii: ";") }
            .split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let subtype = parts.last?.split(separator: 0x20), subtype.count == 1 else {
            return false
        }
        return [parts[0], subtype[0]].allSatisfy { token in
            !token.isEmpty
                && token.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "!#$%&'*+-.^_`|~".utf8.contains($0) }
        }
    }

    /// Names are the sender's: as much of them as is fit to repeat.
    static func refusal(_ name: String, _ message: String) -> JunctionError {
        let name = String(name.prefix(64))
        return JunctionError(.malformed, "\(name): \(message)", place: Place(path: "/\(name)"))
    }

    /// Those that the specification names.
    static let own: Set<String> = [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema",
    ]
}
