import Values

/// Line and column, both from 1, of how far a document was read that arrives in pieces.
struct TextPosition {
    private(set) var line = 1
    private var column = 1
    private var endedInCarriageReturn = false

    /// Goes past bytes of UTF-8. Lines end with LF, CR LF or CR.
    mutating func advance(over text: [UInt8], _ range: Range<Int>) {
        let bytes = text.span
        for index in range {
            let byte = bytes[index]
            if byte & 0xC0 == 0x80 { continue }
            let goesOn = endedInCarriageReturn && byte == .lineFeed
            endedInCarriageReturn = byte == .carriageReturn
            if goesOn { continue }
            if byte == .lineFeed || byte == .carriageReturn {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
    }

    var place: Place { Place(line: line, column: column) }

    /// An error whose place counts from here, with its place in the document.
    func located(_ error: JunctionError) -> JunctionError {
        var error = error
        var place = error.place ?? Place(line: 1, column: 1)
        if place.line == 1 { place.column = (place.column ?? 1) + column - 1 }
        place.line = (place.line ?? 1) + line - 1
        error.place = place
        return error
    }
}
