import Values

/// Takes one row's cells out of bytes. The bytes are handed to each call; a scan that runs out of them is thrown away.
struct CSVRowScan {
    private let delimiter: UInt8
    private let quote: UInt8?
    private let charset: Charset
    private let trims: Bool
    private let columnsMost: Int
    private let rowSizeMost: Int
    /// Whether the row may end with the bytes.
    private let isLast: Bool
    private let start: Int
    /// Just past the row, once it was taken.
    private(set) var position: Int
    /// How many line ends the row has, its own included.
    private(set) var lines = 0
    /// Whether the row is an empty line.
    private(set) var isBlank = false
    private var cell = 0

    init(_ dialect: CSVDialect, position: Int, isLast: Bool) {
        delimiter = dialect.delimiter
        quote = dialect.quote
        // What a decoder made is UTF-8, as `charset` then is.
        charset = dialect.charset
        trims = dialect.trims
        columnsMost = dialect.columnsMost
        rowSizeMost = dialect.rowSizeMost
        self.isLast = isLast
        self.position = position
        start = position
    }

    /// Nil when the row does not end within the bytes.
    mutating func cells(_ bytes: Span<UInt8>, expected: Int) throws(CSVFault) -> [Value]? {
        var cells: [Value] = []
        cells.reserveCapacity(expected)
        while true {
            guard let text = try nextCell(bytes) else { return nil }
            cells.append(.string(text))
            guard position - start <= rowSizeMost else {
                throw fault("The row is longer than rowSizeMost \(rowSizeMost) bytes.", .formatLimit)
            }
            guard position < bytes.count, bytes[position] == delimiter else { break }
            position += 1
            cell += 1
            guard cell < columnsMost else {
                throw fault("The row has more cells than columnsMost \(columnsMost).", .formatLimit)
            }
        }
        return try endLine(bytes) ? cells : nil
    }

    /// Steps over the line end; false when the bytes end where it could go on.
    private mutating func endLine(_ bytes: Span<UInt8>) throws(CSVFault) -> Bool {
        guard position < bytes.count else { return isLast }
        if bytes[position] == .carriageReturn {
            guard position + 1 < bytes.count || isLast else { return false }
            if position + 1 < bytes.count, bytes[position + 1] == .lineFeed { position += 1 }
        }
        position += 1
        lines += 1
        return true
    }

    private mutating func nextCell(_ bytes: Span<UInt8>) throws(CSVFault) -> String? {
        if trims { skipBlanks(bytes) }
        if position < bytes.count, bytes[position] == quote { return try quotedCell(bytes) }
        let first = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == delimiter || byte == .lineFeed || byte == .carriageReturn { break }
            position += 1
        }
        guard position < bytes.count || isLast else { return nil }
        var end = position
        if trims { while end > first, bytes[end - 1] == .space || bytes[end - 1] == .tab { end -= 1 } }
        isBlank = cell == 0 && end == first && (position == bytes.count || bytes[position] != delimiter)
        return try text(bytes, first..<end)
    }

    /// A cell in quotes, in which quotes are doubled and line ends are data; `position` is at the first quote.
    private mutating func quotedCell(_ bytes: Span<UInt8>) throws(CSVFault) -> String? {
        let opening = position
        var doubled = 0
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == quote {
                guard position + 1 < bytes.count, bytes[position + 1] == quote else { break }
                doubled += 1
                position += 1
            } else if byte == .lineFeed
                || byte == .carriageReturn && !(position + 1 < bytes.count && bytes[position + 1] == .lineFeed)
            {
                lines += 1
            }
            position += 1
        }
        guard position < bytes.count else {
            guard isLast else { return nil }
            position = opening
            throw fault("The quote that opens here is never closed.")
        }
        let content = opening + 1..<position
        position += 1
        if trims { skipBlanks(bytes) }
        guard position < bytes.count else { return isLast ? try unquoted(bytes, content, doubled) : nil }
        guard bytes[position] == delimiter || bytes[position] == .lineFeed || bytes[position] == .carriageReturn else {
            throw fault("After a closing quote the cell must end; a quote within a cell is written twice.")
        }
        return try unquoted(bytes, content, doubled)
    }

    private func unquoted(_ bytes: Span<UInt8>, _ range: Range<Int>, _ doubled: Int) throws(CSVFault) -> String {
        if doubled == 0 { return try text(bytes, range) }
        var plain: [UInt8] = []
        plain.reserveCapacity(range.count - doubled)
        var index = range.lowerBound
        while index < range.upperBound {
            plain.append(bytes[index])
            index += bytes[index] == quote ? 2 : 1
        }
        if let text = charset.text(plain.span) { return text }
        return try text(bytes, range)
    }

    @inline(__always)
    private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(CSVFault) -> String {
        if let text = charset.text(bytes.extracting(range)) { return text }
        let offset = charset == .utf8 ? UTF8Strictness.firstFault(in: bytes.extracting(range)) : 0
        throw CSVFault(
            position: range.lowerBound + offset, cell: cell,
            message: "The bytes here are not of the character set \(charset.rawValue).")
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while position < bytes.count, bytes[position] == .space || bytes[position] == .tab, bytes[position] != delimiter
        {
            position += 1
        }
    }

    private func fault(_ message: String, _ code: ErrorCode = .malformed) -> CSVFault {
        CSVFault(position: position, cell: cell, code: code, message: message)
    }
}
