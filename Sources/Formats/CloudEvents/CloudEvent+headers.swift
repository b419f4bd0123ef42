package import Values

// The binary mode over HTTP (CloudEvents 1.0, HTTP Protocol Binding, section 3.1), and over Kafka and AMQP with another
// prefix. RabbitMQ makes the application properties of AMQP 1.0 the headers of AMQP 0-9-1, and the other way round.
extension CloudEvent {
    /// What stands before an attribute's name in a header.
    package enum HeaderPrefix: String, Sendable {
        case http = "ce-"
        case kafka = "ce_"
        case amqp = "cloudEvents:"
    }

    /// Reads an event whose attributes are headers and whose data is the body. Header names in any case of letters.
    package init(
        headers: [(name: String, value: String)], body: [UInt8], prefix: HeaderPrefix = .http
    ) throws(JunctionError) {
        var attributes: [String: String] = [:]
        for header in headers {
            let name = header.name.lowercased()
            if name == "content-type" {
                attributes["datacontenttype"] = header.value
            } else if name.hasPrefix(prefix.rawValue.lowercased()) {
                let attribute = String(name.dropFirst(prefix.rawValue.count))
                attributes[attribute] = prefix == .http ? Self.decoded(header.value) : header.value
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

    /// Quotes around the value are taken off first; a percent sign that begins no code stands for itself.
    static func decoded(_ value: String) -> String {
        var bytes = Array(value.utf8)
        if bytes.count >= 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") {
            bytes = unquoted(bytes[1..<bytes.count - 1])
        }
        guard bytes.contains(UInt8(ascii: "%")) else { return String(decoding: bytes, as: UTF8.self) }
        var plain: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let code = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                plain.append(code)
                index += 3
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
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
