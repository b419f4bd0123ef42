import Foundation
import Synchronization

/// Has the jobs of all tasks that the simulation's thread begins or wakes done in simulated time, one after the other: the
/// product's own code runs in the simulation, and runs the same again.
///
/// What other threads begin goes where it always does.
enum SimulatedJobs {
    private typealias Enqueue = @convention(thin) (UnownedJob) -> Void
    private typealias Hook = @convention(thin) (UnownedJob, Enqueue) -> Void

    /// The agenda of this thread, if it has one.
    private static let place: pthread_key_t = {
        var key = pthread_key_t()
        unsafe pthread_key_create(&key, nil)
        return key
    }()

    /// Once in the process.
    private static let isHooked: Bool = {
        _ = place
        guard let symbol = unsafe dlsym(dlopen(nil, RTLD_LAZY), "swift_task_enqueueGlobal_hook") else { return false }
        unsafe symbol.assumingMemoryBound(to: Hook?.self).pointee = { job, original in
            if let agenda = SimulatedJobs.agenda { agenda.enqueue(job) } else { original(job) }
        }
        return true
    }()

    private static var agenda: Agenda? {
        unsafe pthread_getspecific(place).map { unsafe Unmanaged<Agenda>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Runs `body` with this thread's tasks on the agenda. All of them must have ended when it returns.
    static func run<Answer>(on agenda: Agenda, _ body: () -> Answer) -> Answer {
        precondition(isHooked, "the runtime has no hook for jobs")
        unsafe pthread_setspecific(place, Unmanaged.passUnretained(agenda).toOpaque())
        defer { pthread_setspecific(place, nil) }
        return body()
    }
}

/// Takes what a job enqueues while it runs.
// The simulation has one thread.
final class SimulatedExecutor: TaskExecutor, @unchecked Sendable {
    private unowned let agenda: Agenda

    init(_ agenda: Agenda) { self.agenda = agenda }

    func enqueue(_ job: consuming ExecutorJob) { agenda.enqueue(UnownedJob(job)) }

    func run(_ job: UnownedJob) { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
}
