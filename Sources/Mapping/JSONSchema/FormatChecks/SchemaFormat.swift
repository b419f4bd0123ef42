import Formats

/// The values of `format` that can be asserted; any other asserts nothing.
enum SchemaFormat: String, Sendable, CaseIterable {
    case dateTime = "date-time"
    case date
    case time
    case duration
    case email
    case idnEmail = "idn-email"
    case hostname
    case idnHostname = "idn-hostname"
    case ipv4
    case ipv6
    case uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uuid
    case uriTemplate = "uri-template"
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex

    func accepts(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        switch self {
        case .dateTime: return TimeFormats.isDateTime(bytes)
        case .date: return TimeFormats.isDate(bytes)
        case .time: return TimeFormats.isTime(bytes)
        case .duration: return TimeFormats.isDuration(bytes)
        case .email: return MailFormat.isMailbox(text, international: false)
        case .idnEmail: return MailFormat.isMailbox(text, international: true)
        case .hostname: return HostFormats.isHostName(text)
        case .idnHostname: return HostFormats.isInternationalHostName(text)
        case .ipv4: return AddressFormats.isIPv4(bytes)
        case .ipv6: return AddressFormats.isIPv6(bytes)
        case .uri: return URIFormat(international: false).isURI(text)
        case .uriReference: return URIFormat(international: false).isReference(text)
        case .iri: return URIFormat(international: true).isURI(text)
        case .iriReference: return URIFormat(international: true).isReference(text)
        case .uuid: return AddressFormats.isUUID(bytes)
        case .uriTemplate: return URITemplateFormat.isTemplate(text)
        case .jsonPointer: return PointerFormats.isPointer(bytes[...])
        case .relativeJSONPointer: return PointerFormats.isRelativePointer(bytes)
        case .regex: return (try? RegularExpression(text, options: .unicode)) != nil
        }
    }

    var description: String {
        switch self {
        case .dateTime: "a date and time with zone, as in RFC 3339"
        case .date: "a date such as 2026-11-21"
        case .time: "a time with zone, as in RFC 3339"
        case .duration: "a duration such as P3DT12H"
        case .email: "an e-mail address"
        case .idnEmail: "an e-mail address, internationalized or not"
        case .hostname: "a host name"
        case .idnHostname: "a host name, internationalized or not"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .uri: "a URI with its scheme"
        case .uriReference: "a URI, or a reference relative to one"
        case .iri: "an IRI with its scheme"
        case .iriReference: "an IRI, or a reference relative to one"
        case .uuid: "a UUID"
        case .uriTemplate: "a URI template, as in RFC 6570"
        case .jsonPointer: "a JSON Pointer"
        case .relativeJSONPointer: "a relative JSON Pointer"
        case .regex: "a regular expression of ECMA-262"
        }
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isASCIILetter: Bool { self | 0x20 >= 0x61 && self | 0x20 <= 0x7A }
    var isHexDigit: Bool { isASCIIDigit || self | 0x20 >= 0x61 && self | 0x20 <= 0x66 }
}
