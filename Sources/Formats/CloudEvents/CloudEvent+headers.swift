package import Values

// The binary mode over HTTP (CloudEvents 1.0, HTTP Protocol Binding, section 3.1), and over Kafka and AMQP with another
// prefix. RabbitMQ makes the application properties of AMQP 1.0 the headers of AMQP 0-9-1, and the other way round.
extension CloudEvent {
    /// What stands before an attribute's name in a header.
    package enum HeaderPrefix: String, Sendable {
        case http = "ce-"
        case kafka = "ce_"
        case amqp = "cloudEvents:"

        /// What a header tells; nil when it is none of the event's. Over AMQP an underscore may stand for the colon (version
        /// 1.0.2 of the binding).
        fileprivate func attribute(ofHeader name: String) -> String? {
            let name = name.lowercased()
            if name == "content-type" { return "datacontenttype" }
            let prefixes = self == .amqp ? ["cloudevents:", "cloudevents_"] : [rawValue]
            return prefixes.first { name.hasPrefix($0) }.map { String(name.dropFirst($0.count)) }
        }
    }

    /// Whether messages with these headers are events in binary mode.
    package static func isBinary(headers: [String], prefix: HeaderPrefix) -> Bool {
        headers.contains { prefix.attribute(ofHeader: $0) == "specversion" }
    }

    /// Reads an event whose attributes are headers and whose data is the body. Header names in any case of letters. Throws
    /// `malformed` with the attribute, also when a header is there twice.
    package init(
        headers: [(name: String, value: String)], body: [UInt8], prefix: HeaderPrefix = .http
    ) throws(JunctionError) {
        var attributes: [String: String] = [:]
        for header in headers {
            guard let attribute = prefix.attribute(ofHeader: header.name) else { continue }
            let text = prefix == .http && attribute != "datacontenttype" ? Self.decoded(header.value) : header.value
            guard let text else { throw Self.refusal(attribute, "the percent-encoding is not of UTF-8") }
            guard attributes.updateValue(text, forKey: attribute) == nil else {
                throw Self.refusal(attribute, "this header is there more than once")
            }
        }
        try self.init(attributes: attributes, data: body.isEmpty ? nil : body)
    }

    /// The attributes as headers, sorted by name, `content-type` among them; the body is `data`.
    package func headers(prefix: HeaderPrefix = .http) -> [(name: String, value: String)] {
        attributes.sorted { $0.key < $1.key }.map { name, text in
            if name == "datacontenttype" { return ("content-type", text) }
            return (prefix.rawValue + name, prefix == .http ? Self.encoded(text) : text)
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Space, double quote, percent and all that is not printable ASCII is percent-encoded.
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "%") {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Quotes around the value are taken off first; a percent sign that begins no code stands for itself. Nil when the bytes
    /// are not UTF-8, which must be refused (section 3.1.3.2).
    static func decoded(_ value: String) -> String? {
        var bytes = Array(value.utf8)
        if bytes.count >= 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") {
            bytes = unquoted(bytes[1..<bytes.count - 1])
        }
        var plain: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
                let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
            {
                plain.append(UInt8(high << 4 | low))
                index += 3
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        return String(validating: plain, as: UTF8.self)
    }

    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in bytes {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
            } else {
                plain.append(byte)
                isEscaped = false
            }
        }
        return plain
    }
}
