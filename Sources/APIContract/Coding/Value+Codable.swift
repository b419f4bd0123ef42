package import Values

/// Free-form JSON inside a wire type. With `ValueDecoder` and `ValueEncoder` it is taken as it stands; with any other coder
/// each part is tried in turn, and a decimal that no `Double` holds loses digits.
extension Value: Codable {
    package init(from decoder: any Decoder) throws {
        if let whole = (decoder as? ValueDecoder)?.value {
            self = whole
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? container.decode(Double.self) {
            self = .double(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([Value].self) {
            self = .array(elements)
        } else {
            self = .object(try Object(from: decoder))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        if let target = encoder as? ValueEncoder {
            target.result = self
            return
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .double(let number): try container.encode(number)
        case .decimal(let number): try container.encode(number.double)
        case .string(let text): try container.encode(text)
        case .bytes(let bytes): try container.encode(bytes)
        case .array(let elements): try container.encode(elements)
        case .object(let object): try object.encode(to: encoder)
        }
    }
}

extension Object: Codable {
    package init(from decoder: any Decoder) throws {
        if let whole = (decoder as? ValueDecoder)?.value.object {
            self = whole
            return
        }
        let container = try decoder.container(keyedBy: AnyKey.self)
        self.init(
            try container.allKeys.map {
                Member(key: $0.stringValue, value: try container.decode(Value.self, forKey: $0))
            })
    }

    package func encode(to encoder: any Encoder) throws {
        if let target = encoder as? ValueEncoder {
            target.result = .object(self)
            return
        }
        var container = encoder.container(keyedBy: AnyKey.self)
        for member in members { try container.encode(member.value, forKey: AnyKey(member.key)) }
    }
}

/// A key that is not known beforehand.
struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}
