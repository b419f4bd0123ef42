import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// An answer as it came.
struct HTTPReply: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]
}

/// The body of an answer passed the limit.
struct AnswerTooLong: Error {
    var status: Int
    var limit: Int
}

/// Gathers one answer into memory, up to a limit.
final class ReplyCollector: HTTPClientResponseDelegate {
    typealias Response = HTTPReply

    private let limit: Int
    private let isHead: Bool
    // The client calls from one event loop at a time; the lock is for the compiler, and is never waited for.
    private let reply = Mutex(HTTPReply(status: 0, headers: HTTPHeaders(), body: []))

    init(limit: Int, isHead: Bool) {
        self.limit = limit
        self.isHead = isHead
    }

    func didReceiveHead(task: HTTPClient.Task<HTTPReply>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        let status = Int(head.status.code)
        reply.withLock {
            $0.status = status
            $0.headers = head.headers
        }
        guard !isHead, let text = head.headers.first(name: "content-length"), let announced = Int(text) else {
            return task.eventLoop.makeSucceededVoidFuture()
        }
        guard announced <= limit else {
            return task.eventLoop.makeFailedFuture(AnswerTooLong(status: status, limit: limit))
        }
        reply.withLock { $0.body.reserveCapacity(announced) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<HTTPReply>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let overflow: AnswerTooLong? = reply.withLock {
            guard $0.body.count + buffer.readableBytes <= limit else {
                return AnswerTooLong(status: $0.status, limit: limit)
            }
            $0.body.append(contentsOf: buffer.readableBytesView)
            return nil
        }
        if let overflow { return task.eventLoop.makeFailedFuture(overflow) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<HTTPReply>) throws -> HTTPReply {
        reply.withLock { $0 }
    }
}
