import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOSSL

/// Runs tasks on an event loop.
///
/// A connection's work stays on the thread that reads and writes its socket, so a request costs no switch of threads. It must
/// therefore never block: whatever waits for a disk or another system does so asynchronously, which is the rule everywhere.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// An HTTP/1 connection, over TLS where there is an identity, whose requests are served on its own event loop.
struct EventLoopChannel: ServerChildChannel {
    let base: HTTP1Channel
    /// Where single events are published.
    let desk: PublishDesk?
    /// What a connection that begins now is secured with; nil: nothing.
    let identity: (@Sendable () -> NIOSSLContext)?

    /// The lane stands behind the handler that knows whether a connection is idle or is to end, and before all tasks.
    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        do {
            if let identity {
                try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: identity()))
            }
        } catch { return channel.eventLoop.makeFailedFuture(error) }
        return base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            guard let desk else { return value }
            let pipeline = channel.pipeline.syncOperations
            let before = try pipeline.handler(type: HTTPConnectionStateHandler.self)
            try pipeline.addHandler(
                PublishLane(desk, from: APIContext.address(of: channel), on: channel.eventLoop),
                position: .after(before))
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
            await base.handle(value: value, logger: logger)
        }
    }
}
