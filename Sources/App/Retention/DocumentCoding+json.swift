import Events
import Formats

extension DocumentCoding {
    static let json = DocumentCoding(
        encode: { try JSONFormat().encode($0) }, decode: { try JSONFormat().decode($0) })
}
