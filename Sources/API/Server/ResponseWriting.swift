import HTTPTypes
import Hummingbird
import NIOCore

/// Puts a reply into the form of the server, with the headers every answer has.
enum ResponseWriting {
    /// Nothing is to be kept, sniffed, framed or run.
    private static let base: HTTPFields = [
        .cacheControl: "no-store", .contentTypeOptions: "nosniff",
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", .referrerPolicy: "no-referrer",
    ]

    /// All but what the server adds: the length, and the date.
    static func fields(_ reply: Reply) -> HTTPFields {
        var fields = base
        if let mediaType = reply.mediaType { fields.append(HTTPField(name: .contentType, value: mediaType)) }
        if let location = reply.location { fields.append(HTTPField(name: .location, value: location)) }
        for (name, value) in reply.fields { fields[name] = value }
        return fields
    }

    static func response(_ reply: Reply, isHead: Bool) -> Response {
        let fields = fields(reply)
        let response =
            switch reply.body {
            case .none: Response(status: reply.status, headers: fields)
            case .bytes(let bytes):
                Response(
                    status: reply.status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            case .stream(let body): Response(status: reply.status, headers: fields, body: body)
            }
        return isHead ? response.createHeadResponse() : response
    }
}
