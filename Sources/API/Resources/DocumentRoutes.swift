import APIContract
import Formats
import HTTPTypes

/// `/openapi.json` and the page that reads it. Open to all: they say nothing that is not in the documentation.
enum DocumentRoutes {
    private static let tag = "Document"

    static func routes(version: String, describing others: [OperationDescription]) -> [Route] {
        let document = description("/openapi.json", "getDocument", "Describes this API.", "application/json")
        let page = description("/swagger/index.html", "readDocument", "Shows the description of this API.", "text/html")
        let script = description("/swagger/reader.js", "readDocumentScript", "Runs in that page.", "text/javascript")
        let style = description("/swagger/reader.css", "readDocumentStyle", "Dresses that page.", "text/css")
        let value = OpenAPIDocument.document(version: version, operations: others + [document, page, script, style])
        // The document is made of literals and names: it can always be written.
        let bytes = (try? JSONFormat().encode(value)) ?? []
        return [
            Route(document) { _, _ in Reply(.ok, mediaType: "application/json", body: .bytes(bytes)) },
            Route(page) { _, _ in
                var reply = Reply.text(ReaderPage.html, "text/html; charset=utf-8")
                reply.fields.append((.contentSecurityPolicy, ReaderPage.policy))
                return reply
            },
            Route(script) { _, _ in .text(ReaderPage.script, "text/javascript; charset=utf-8") },
            Route(style) { _, _ in .text(ReaderPage.style, "text/css; charset=utf-8") },
        ]
    }

    private static func description(
        _ path: String, _ id: String, _ summary: String, _ mediaType: String
    ) -> OperationDescription {
        var description = Route.description(.get, path, id, summary, tag: tag, scope: nil)
        let schema: Schema = mediaType == "application/json" ? .dictionary(.any) : .text(format: nil)
        description.answers.insert(AnswerDescription(200, "It.", schema, mediaType: mediaType), at: 0)
        return description
    }
}
