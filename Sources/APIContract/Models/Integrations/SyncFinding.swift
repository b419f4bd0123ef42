/// One thing that is wrong with one message of one document.
package struct SyncFinding: WireType, Hashable {
    package var document: String
    package var message: Int?
    package var destination: String?
    package var text: String
    package var position: String?

    package init(document: String, message: Int?, destination: String?, text: String, position: String?) {
        self.document = document
        self.message = message
        self.destination = destination
        self.text = text
        self.position = position
    }

    package static let about = About(
        "One thing that is wrong with one message of one document.",
        [
            "document": "The file or the operation read.",
            "message": "Number of the message in it, from 1; absent when the document as a whole cannot be read.",
            "destination": "Where it could not be delivered; absent when it would not be taken in at all.",
            "text": "What is wrong, without payload.",
            "position": "Where in the message, or in which rule.",
        ])
}
