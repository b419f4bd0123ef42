import HTTPTypes
import Testing

@testable import API

@Suite struct RequestFieldsTests {
    @Test func `Fields are found whatever the case of their names`() throws {
        let fields = RequestFields(try Self.fields([("AUTHORIZATION", "Bearer k"), ("content-Length", "12")]))
        #expect(fields.authorization == "Bearer k")
        #expect(fields.contentLength == "12")
        #expect(fields.contentType == nil)
        #expect(!fields.isForwarded)
    }

    @Test func `A field sent again means all its values`() throws {
        let fields = RequestFields(try Self.fields([("Authorization", "Bearer a"), ("authorization", "Bearer b")]))
        #expect(fields.authorization == "Bearer a, Bearer b")
    }

    @Test func `What describes an event is kept in the order it was sent`() throws {
        let fields = RequestFields(
            try Self.fields([("ce-id", "1"), ("Content-Type", "text/plain"), ("CE-Type", "t"), ("accept", "*/*")]))
        #expect(fields.events.map(\.name) == ["ce-id", "content-type", "ce-type"])
        #expect(fields.events.map(\.value) == ["1", "text/plain", "t"])
        #expect(fields.contentType == "text/plain")
    }

    @Test func `Each finds what a look-up by name finds`() throws {
        let names = ["authorization", "content-encoding", "content-type", "idempotency-key", "last-event-id"]
        for count in 0...2 {
            let headers = try Self.fields(names.flatMap { name in (0..<count).map { (name, "\(name)\($0)") } })
            let fields = RequestFields(headers)
            #expect(fields.authorization == headers[.authorization])
            #expect(fields.contentEncoding == headers[.contentEncoding])
            #expect(fields.contentType == headers[.contentType])
            #expect(fields.idempotencyKey == headers[.idempotencyKey])
            #expect(fields.lastEventID == headers[.lastEventID])
        }
    }

    private static func fields(_ pairs: [(String, String)]) throws -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in pairs {
            fields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
        }
        return fields
    }
}
