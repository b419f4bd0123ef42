package import Values

// The JSON event format (CloudEvents 1.0, JSON Event Format, sections 3 and 4).
extension CloudEvent {
    /// Reads the structured form. Throws `malformed` with the place.
    package init(json value: Value) throws(JunctionError) {
        guard case .object(let object) = value else {
            throw JunctionError(.malformed, "a CloudEvent is a JSON object, not \(value.kindName)")
        }
        var attributes: [String: String] = [:]
        for member in object where member.key != "data" && member.key != "data_base64" {
            if let text = try Self.text(member.value, of: member.key) { attributes[member.key] = text }
        }
        let data = try Self.data(object, attributes["datacontenttype"])
        // What is implied here is not in other forms (section 3.1.2).
        if data != nil, attributes["datacontenttype"] == nil { attributes["datacontenttype"] = "application/json" }
        try self.init(attributes: attributes, data: data)
    }

    /// Reads a batch: an array of events in the structured form.
    package static func batch(json value: Value) throws(JunctionError) -> [CloudEvent] {
        guard case .array(let elements) = value else {
            throw JunctionError(.malformed, "a batch of CloudEvents is a JSON array, not \(value.kindName)")
        }
        var events: [CloudEvent] = []
        events.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do { events.append(try CloudEvent(json: element)) } catch {
                var error = error
                error.place = Place(path: "/\(index)\(error.place?.path ?? "")")
                throw error
            }
        }
        return events
    }

    /// Booleans, whole numbers of 32 bits and strings; null is as good as absent. All that the specification names are strings.
    private static func text(_ value: Value, of name: String) throws(JunctionError) -> String? {
        switch value {
        case .null: return nil
        case .string(let text): return text
        case _ where own.contains(name): throw refusal(name, "a text belongs here, not \(value.kindName)")
        case .bool(let flag): return flag ? "true" : "false"
        case .integer(let number) where Int32(exactly: number) != nil: return String(number)
        default:
            throw refusal(name, "an attribute is a text, a boolean or a whole number of 32 bits")
        }
    }

    /// JSON may be null; of anything else that means none.
    private static func data(_ object: Object, _ contentType: String?) throws(JunctionError) -> [UInt8]? {
        switch (object["data"], object["data_base64"]) {
        case (nil, nil), (nil, .null?): return nil
        case (nil, .string(let text)?):
            guard let bytes = Base64.decode(Array(text.utf8)) else {
                throw refusal("data_base64", "this is not base64")
            }
            return bytes
        case (nil, .some): throw refusal("data_base64", "a text in base64 belongs here")
        case (let value?, nil), (let value?, .null?): return try bytes(value, contentType)
        case (.some, .some): throw refusal("data_base64", "there is 'data' already")
        }
    }

    private static func bytes(_ value: Value, _ contentType: String?) throws(JunctionError) -> [UInt8]? {
        if isJSON(contentType) {
            do { return try JSONFormat().encode(value) } catch { throw refusal("data", "this cannot be kept as JSON") }
        }
        switch value {
        case .null: return nil
        case .string(let text):
            guard let bytes = charset(of: contentType).flatMap({ $0.bytes(text) }) else {
                throw refusal(
                    "data", "this text is not written in the charset of its media type; send it in data_base64")
            }
            return bytes
        default: throw refusal("data", "data that is not of JSON is a text, or in data_base64")
        }
    }

    /// The structured form. Data of JSON is put in as it is, other text as a string, and anything else in base64.
    package var json: Value {
        var object: Object = [
            "specversion": .string(Self.version), "id": .string(id), "source": .string(source), "type": .string(type),
        ]
        for (name, text) in attributes.sorted(by: { $0.key < $1.key }) where object[name] == nil {
            object[name] = .string(text)
        }
        guard let data else { return .object(object) }
        if Self.isJSON(dataContentType), let value = try? JSONFormat().decode(data) {
            object["data"] = value
        } else if !Self.isJSON(dataContentType), let charset = Self.charset(of: dataContentType),
            let text = charset.text(data.span), charset.bytes(text) == data
        {
            object["data"] = .string(text)
        } else {
            object["data_base64"] = .string(String(decoding: Base64.encode(data), as: UTF8.self))
        }
        return .object(object)
    }

    /// The one that a media type names, or UTF-8; nil for one that is not known here.
    private static func charset(of mediaType: String?) -> Charset? {
        for parameter in (mediaType ?? "").split(separator: ";").dropFirst() {
            let halves = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\"" } }
            if halves.count == 2, halves[0].lowercased() == "charset" { return Charset(named: halves[1]) }
        }
        return .utf8
    }
}
