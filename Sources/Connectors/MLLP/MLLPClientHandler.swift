import NIOCore
import Values

/// Finds acknowledgements in what a receiver sends, and hands them to the link.
final class MLLPClientHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let link: MLLPClientLink
    private var decoder: MLLPDecoder

    init(link: MLLPClientLink, limits: MLLPLimits) {
        self.link = link
        decoder = MLLPDecoder(messageBytes: limits.messageBytes, strayBytes: limits.strayBytes)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        decoder.append(unwrapInboundIn(data))
        while let event = decoder.next() {
            switch event {
            case .message(let bytes): link.answered(bytes)
            case .abandoned: break
            case .tooLong:
                link.drop(JunctionError(.answerUnusable, "the acknowledgement is longer than 'messageBytes'"))
            case .stray: link.drop(JunctionError(.answerUnusable, "what the receiver answered is not MLLP"))
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        link.drop(error)
        context.close(promise: nil)
    }
}
