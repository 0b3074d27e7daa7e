package import FerryFEEL
package import FerryModel
import FerryXML

/// When a timer fires: once, after a wait, or in a rhythm. By the clock of UTC, so that it is the same everywhere.
package struct TimerSchedule: Hashable, Sendable {
    private let rhythm: Rhythm

    private enum Rhythm: Hashable, Sendable {
        case once(Timestamp)
        case wait(TimerInterval)
        /// `times` is -1 for ever.
        case interval(TimerInterval, from: Timestamp?, times: Int32)
        case cron(CronExpression)
    }

    /// A text in ISO 8601; a cycle may also be a cron expression.
    package static func parsing(
        _ text: String, as form: TimerDefinition.Form
    ) -> Result<TimerSchedule, InvalidTimer> {
        let text = text.trimmed
        let rhythm: Rhythm? =
            switch form {
            case .date: Timestamp(isoDateTime: text).map(Rhythm.once)
            case .duration: TimerInterval(iso: text).map(Rhythm.wait)
            case .cycle: text.hasPrefix("R") ? interval(text) : CronExpression(text).map(Rhythm.cron)
            }
        guard let rhythm else { return .failure(InvalidTimer(form: form, found: text.quotable)) }
        return .success(TimerSchedule(rhythm: rhythm))
    }

    /// What an expression yielded: a text, or a time value, which is read by the text it has as JSON.
    package static func parsing(
        _ value: FEELValue, as form: TimerDefinition.Form
    ) -> Result<TimerSchedule, InvalidTimer> {
        if case .string(let text) = value { return parsing(text, as: form) }
        let json = value.json
        if json.first == UInt8(ascii: "\""), case .string(let text)? = try? FEELValue(json: json) {
            return parsing(text, as: form)
        }
        return .failure(InvalidTimer(form: form, found: String(decoding: json, as: UTF8.self).quotable))
    }

    /// When it fires first. What is past is due at once.
    package func first(after now: Timestamp) -> TimerWait {
        switch rhythm {
        case .once(let moment): TimerWait(due: moment, repetitions: 1, since: now)
        case .wait(let interval): TimerWait(due: interval.after(now), repetitions: 1, since: now)
        case .interval(let interval, let start, let times):
            TimerWait(
                due: start.flatMap { $0 > now ? $0 : nil } ?? interval.after(now), repetitions: times, since: now)
        case .cron(let cron):
            // A day that never comes: Camunda fires once and at once.
            cron.next(after: now).map { TimerWait(due: $0, repetitions: -1, since: now) }
                ?? TimerWait(due: now, repetitions: 1, since: now)
        }
    }

    /// When it fires after `wait` has; nil: that was the last time. Times that were missed are not made up for.
    package func next(after wait: TimerWait, now: Timestamp) -> TimerWait? {
        guard wait.repetitions == -1 || wait.repetitions > 1 else { return nil }
        let repetitions = wait.repetitions == -1 ? -1 : wait.repetitions - 1
        let fired = wait.fired == .max ? wait.fired : wait.fired + 1
        switch rhythm {
        case .once, .wait: return nil
        case .interval(let interval, _, _):
            let steady = interval.after(wait.due)
            return TimerWait(
                due: steady > now ? steady : interval.after(now), repetitions: repetitions, since: now, fired: fired)
        case .cron(let cron):
            return cron.next(after: now).map {
                TimerWait(due: $0, repetitions: repetitions, since: now, fired: fired)
            }
        }
    }

    /// As if it had begun when `wait` did, or fired last, and had fired as often; due now at the earliest. No
    /// repetitions are left of what has fired as often as it does, unless it is to have some at least.
    package func crediting(_ wait: TimerWait, now: Timestamp, atLeast: Int32) -> TimerWait {
        var credited = first(after: wait.since)
        credited.due = max(credited.due, now)
        credited.fired = wait.fired
        if credited.repetitions != -1 { credited.repetitions = max(credited.repetitions - wait.fired, atLeast) }
        return credited
    }

    /// `R5/PT10S`, `R/2026-01-01T00:00:00Z/P1D`.
    private static func interval(_ text: String) -> Rhythm? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3, let interval = TimerInterval(iso: parts[parts.count - 1]),
            // Without a length it would fire for ever at one moment.
            interval.isPositive
        else { return nil }
        var times: Int32 = -1
        if parts[0] != "R" {
            guard parts[0].utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int32(parts[0].dropFirst())
            else { return nil }
            times = max(number, 1)
        }
        guard parts.count == 3 else { return .interval(interval, from: nil, times: times) }
        return Timestamp(isoDateTime: parts[1]).map { .interval(interval, from: $0, times: times) }
    }
}

/// A text or value that is no time of the wanted form.
package struct InvalidTimer: Error, Hashable, Sendable, CustomStringConvertible {
    package let form: TimerDefinition.Form
    package let found: String

    package init(form: TimerDefinition.Form, found: String) {
        self.form = form
        self.found = found
    }

    package var expected: String {
        switch form {
        case .date: "a date and time with its offset, as in 2026-02-28T13:10:00+01:00"
        case .duration: "an ISO 8601 duration, as in PT15M or P1DT12H"
        case .cycle: "a repeating interval as in R3/PT10S, or a cron expression of six fields as in 0 0 9 * * MON-FRI"
        }
    }

    package var description: String { "expected \(expected), found \(found)" }
}
