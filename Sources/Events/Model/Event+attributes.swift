import Values

/// How an event looks as a CloudEvent: the same names in filters, in headers and in JSON.
///
/// `id`, `source`, `type`, `time` and `datacontenttype` are the event's own; `partitionkey` is its key;
/// `correlationid`, `causationid`, `destination`, `reference` and `stream` are what they say. Metadata are extensions
/// (and `subject` and `dataschema`), as far as their names are of small letters and digits.
extension Event: AttributeSource {
    package func attribute(_ name: String) -> CESQLValue? {
        switch name {
        case "specversion": .string("1.0")
        case "id": .string(id)
        case "source": .string(source)
        case "type": .string(type)
        case "time": .string(time.eventTime)
        case "datacontenttype": contentType.isEmpty ? nil : .string(contentType)
        case "partitionkey": key.map { .string($0) }
        case "correlationid": correlationID.map { .string($0) }
        case "causationid": causationID.map { .string($0) }
        case "destination": destination.map { .string($0) }
        case "reference": reference.map { .string($0) }
        case "stream": .string(stream)
        default: metadata[name].map { .string($0) }
        }
    }
}
