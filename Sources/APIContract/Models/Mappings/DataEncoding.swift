/// How bytes stand in a text.
package enum DataEncoding: String, WireEnum {
    case text
    case base64

    package static let about = About(
        "How the bytes of a document stand in a text: as they are, or as base64 (RFC 4648).")
}
