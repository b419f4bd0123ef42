/// Compression by the libraries of the system. What comes out of each is never larger than the limit given, and throws
/// `CompressionFault` when it would be, or when the bytes are not what their compression says.
enum Compression {
    /// Output is made in pieces of this size.
    static let pieceSize = 1 << 16

    /// What one step of a library did.
    enum Step {
        case made(Int)
        case ended(Int)
        case failed
    }

    /// Puts together what `step` makes, piece by piece. A step that makes nothing and does not end has too little to go on.
    static func collect(
        sizeMost: Int, _ step: (UnsafeMutableBufferPointer<UInt8>) -> Step
    ) throws(CompressionFault) -> [UInt8] {
        var output: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let result = unsafe piece.withUnsafeMutableBufferPointer { unsafe step($0) }
            switch result {
            case .made(let count) where count > 0: output += piece[..<count]
            case .ended(let count): output += piece[..<count]
            case .made, .failed: throw .malformed
            }
            guard output.count <= sizeMost else { throw .tooLarge }
            if case .ended = result { return output }
        }
    }
}

/// Why compressed bytes cannot be read.
enum CompressionFault: Error {
    case malformed
    case tooLarge
}
