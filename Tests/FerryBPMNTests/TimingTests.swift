import FerryBPMN
import FerryFEEL
import FerryModel
import Testing

/// Dates, durations and cycles of timers, by the clock of UTC.
@Suite struct TimingTests {
    static func at(_ text: String) -> Timestamp {
        guard let moment = Timestamp(isoDateTime: text) else { preconditionFailure("\(text) is a date and time") }
        return moment
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00Z", 0), ("1969-12-31T23:59:59.999Z", -1),
        ("2026-02-28T13:10:00+01:00", 1_772_280_600_000),
        ("2026-02-28T13:10:00+01:00[Europe/Berlin]", 1_772_280_600_000),
        ("2000-02-29T00:00:00.5Z", 951_782_400_500), ("0000-03-01T00:00:00-05:30", -62_162_015_400_000),
        ("2178-11-25T00:00Z", 6_592_233_600_000),
    ])
    func readsDatesAndTimes(_ text: String, _ milliseconds: Int64) {
        #expect(Timestamp(isoDateTime: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "foo", "2026-02-28", "2026-02-28T10:00:00", "2026-02-29T10:00:00Z", "2026-13-01T10:00:00Z",
        "2026-02-28T24:00:00Z", "2026-02-28T10:60:00Z", "2026-02-28T10:00:60Z", "2026-02-28 10:00:00Z",
        "2026-02-28T10:00:00+1:00", "2026-02-28T10:00:00Z[", "2026-02-28T10:00:00Z[]", "2026-02-28T10:00:00Z[a b]",
        "2026-02-28T10:00:00.Z", "26-02-28T10:00:00Z", "2026-02-28T10:00:00Z ", "12345",
    ])
    func refusesWhatIsNoDateAndTime(_ text: String) {
        #expect(Timestamp(isoDateTime: text) == nil)
    }

    /// Camunda 8: INT-1, INT-4.
    @Test(arguments: [
        ("PT05S", "2026-01-31T12:00:05Z"), ("+PT5S", "2026-01-31T12:00:05Z"), ("-PT5S", "2026-01-31T11:59:55Z"),
        ("PT0S", "2026-01-31T12:00:00Z"), ("PT1.5S", "2026-01-31T12:00:01.5Z"), ("PT-1M", "2026-01-31T11:59:00Z"),
        ("P1D", "2026-02-01T12:00:00Z"), ("P1W", "2026-02-07T12:00:00Z"), ("P1M", "2026-02-28T12:00:00Z"),
        ("P1M1D", "2026-03-01T12:00:00Z"), ("P1Y2M4DT1H2M3S", "2027-04-04T13:02:03Z"),
        ("-P1Y2M4DT1H2M3S", "2024-11-26T10:57:57Z"), ("P0D", "2026-01-31T12:00:00Z"), ("PT36H", "2026-02-02T00:00:00Z"),
        ("P-1M", "2025-12-31T12:00:00Z"), ("-P37M", "2022-12-31T12:00:00Z"),
    ])
    func addsDurations(_ text: String, _ expected: String) throws {
        let interval = try #require(TimerInterval(iso: text))

        #expect(interval.after(Self.at("2026-01-31T12:00:00Z")) == Self.at(expected))
    }

    /// Camunda 8: INT-2.
    @Test(arguments: [
        "", "P", "PT", "P1", "P1DT", "T01S", "P,DT1H2M3S", "P1Y2D3MDT!", "PGKLDT4.?", "P1S", "PT1D", "P1M1Y", "PT5M5H",
        "PT1.5M", "PT1.S", "P 1D", "PT5S ", "1D", "--P1D", "P1D1D", "PT99999999999S",
    ])
    func refusesWhatIsNoDuration(_ text: String) {
        #expect(TimerInterval(iso: text) == nil)
    }

    @Test(arguments: ["P9999999999Y", "P9999999999D", "PT9999999999H", "-P9999999999Y", "P9999999999M9999999999W"])
    func endsAtTheLastMomentThereIs(_ text: String) throws {
        let interval = try #require(TimerInterval(iso: text))

        for moment in [Timestamp(milliseconds: 0), Timestamp(milliseconds: .max), Timestamp(milliseconds: .min)] {
            let later = interval.after(moment)
            #expect(text.hasPrefix("-") ? later <= moment : later >= moment)
        }
    }

    static func schedule(_ text: String, _ form: TimerDefinition.Form) throws -> TimerSchedule {
        try TimerSchedule.parsing(text, as: form).get()
    }

    static let now = at("2026-03-04T10:30:15.250Z")

    @Test func firesADateOnceThoughItIsPast() throws {
        let past = try Self.schedule("2020-01-01T00:00:00Z", .date)

        let wait = past.first(after: Self.now)

        #expect(wait == TimerWait(due: Self.at("2020-01-01T00:00:00Z"), repetitions: 1, since: Self.now))
        #expect(past.next(after: wait, now: Self.now) == nil)
    }

    @Test func firesADurationOnce() throws {
        let schedule = try Self.schedule(" PT1M ", .duration)

        let wait = schedule.first(after: Self.now)

        #expect(wait == TimerWait(due: Self.at("2026-03-04T10:31:15.250Z"), repetitions: 1, since: Self.now))
        #expect(schedule.next(after: wait, now: Self.now) == nil)
    }

    /// Camunda 8: INT-6, INT-7, R134.
    @Test(arguments: [
        ("R/PT05S", "2026-03-04T10:30:20.250Z", -1), ("R5/PT5S", "2026-03-04T10:30:20.250Z", 5),
        ("R0/PT5S", "2026-03-04T10:30:20.250Z", 1), ("R2/2026-03-05T00:00:00Z/PT5S", "2026-03-05T00:00:00Z", 2),
        ("R2/2026-03-04T00:00:00Z/PT5S", "2026-03-04T10:30:20.250Z", 2),
    ])
    func beginsACycle(_ text: String, _ due: String, _ repetitions: Int32) throws {
        let wait = try Self.schedule(text, .cycle).first(after: Self.now)

        #expect(wait == TimerWait(due: Self.at(due), repetitions: repetitions, since: Self.now))
    }

    /// Camunda 8: INT-9, INT-10, TST-20.
    @Test func goesOnFromTheLastDueDateUnlessThatIsPast() throws {
        let schedule = try Self.schedule("R3/PT10S", .cycle)
        let begun = TimerWait(due: Self.now, repetitions: 3, since: Self.now)
        let late = Self.now.advanced(byMilliseconds: 4000)
        let veryLate = Self.now.advanced(byMilliseconds: 86_400_000)

        let steady = try #require(schedule.next(after: begun, now: late))
        let caughtUp = try #require(schedule.next(after: begun, now: veryLate))

        let due = Self.now.advanced(byMilliseconds: 10_000)
        #expect(steady == TimerWait(due: due, repetitions: 2, since: late, fired: 1))
        #expect(caughtUp.due == veryLate.advanced(byMilliseconds: 10_000))
        #expect(schedule.next(after: TimerWait(due: late, repetitions: 1, since: late), now: late) == nil)
    }

    /// Camunda 8: INT-5, CRON-1.
    @Test(arguments: [
        "/P1Y2M3S", "R/PKF", "PT05S", "/", "RA/PT05S", "R5/", "B5/PT1S", "", "foo", "R-1/PT5S", "R/PT5S/PT5S",
        "R/2026-01-01/PT5S", "R/PT0S", "R/-PT5S", "R/P1M-1D", "R99999999999/PT5S", "*", "* * * * *", "* * * * * * *",
        "60 * * * * *", "20-10 * * * * *", "* 60 * * * *", "* * 24 * * *", "* * * 0 * *", "* * * 32 * *", "* * * * 0 *",
        "* * * * 13 *", "* * * * * 8", "* * * * * *SUN", "* * * * * SUN*", "*/0 * * * * *", "5, * * * * *",
        "* * * 0W * *", "* * * L-31 * *", "* * * * * 5#6", "* * * * * 5#", "-1 * * * * *", "* * * * FOO *",
    ])
    func refusesWhatIsNoCycle(_ text: String) throws {
        let fault = #expect(throws: InvalidTimer.self) { try Self.schedule(text, .cycle) }

        #expect(fault?.found == text)
    }

    /// Camunda 8: CRON-2 to CRON-17.
    @Test(arguments: [
        ("*/10 * * * * *", "2022-06-29T10:30:15Z", ["2022-06-29T10:30:20Z", "2022-06-29T10:30:30Z"]),
        ("* * * * * *", "2022-06-29T10:30:58Z", ["2022-06-29T10:30:59Z", "2022-06-29T10:31:00Z"]),
        ("10-15 * * * * *", "2022-06-29T10:30:14Z", ["2022-06-29T10:30:15Z", "2022-06-29T10:31:10Z"]),
        ("55 5 * * * *", "2022-06-29T10:30:58Z", ["2022-06-29T11:05:55Z", "2022-06-29T12:05:55Z"]),
        ("55 * 10 * * *", "2022-06-29T09:00:00Z", ["2022-06-29T10:00:55Z", "2022-06-29T10:01:55Z"]),
        ("* 5 10 * * *", "2022-06-29T09:00:00Z", ["2022-06-29T10:05:00Z", "2022-06-29T10:05:01Z"]),
        ("* * * 3 11 *", "2022-10-10T09:00:00Z", ["2022-11-03T00:00:00Z", "2022-11-03T00:00:01Z"]),
        ("0 0 * L * *", "2022-01-30T00:01:00Z", ["2022-01-31T00:00:00Z", "2022-01-31T01:00:00Z"]),
        (
            "0 0 0 L-3 * *", "2022-01-10T00:00:00Z",
            ["2022-01-28T00:00:00Z", "2022-02-25T00:00:00Z", "2022-03-28T00:00:00Z", "2022-04-27T00:00:00Z"]
        ),
        ("0 0 * 1W * *", "2022-06-29T00:00:00Z", ["2022-07-01T00:00:00Z", "2022-07-01T01:00:00Z"]),
        ("0 0 0 1W 5 *", "2022-01-01T00:00:00Z", ["2022-05-02T00:00:00Z", "2023-05-01T00:00:00Z"]),
        ("0 0 * LW * *", "2022-06-29T00:00:00Z", ["2022-06-30T00:00:00Z", "2022-06-30T01:00:00Z"]),
        ("0 0 9 * * MON-FRI", "2022-07-01T09:00:00Z", ["2022-07-04T09:00:00Z"]),
        ("0 0 9 ? * SUN-TUE", "2022-07-05T09:00:00Z", ["2022-07-10T09:00:00Z", "2022-07-11T09:00:00Z"]),
        ("0 0 0 * * 0", "2022-07-01T09:00:00Z", ["2022-07-03T00:00:00Z"]),
        ("0 0 0 * * 5L", "2022-07-01T09:00:00Z", ["2022-07-29T00:00:00Z"]),
        ("0 0 0 ? * MON#2", "2022-07-01T09:00:00Z", ["2022-07-11T00:00:00Z"]),
        ("0 0 0 29 2 *", "2097-01-01T00:00:00Z", ["2104-02-29T00:00:00Z"]),
        ("0 0 0 13 * FRI", "2022-07-01T09:00:00Z", ["2023-01-13T00:00:00Z"]),
        ("0 0/30 8-9 * * *", "2022-07-01T08:30:00Z", ["2022-07-01T09:00:00Z", "2022-07-01T09:30:00Z"]),
        ("0 0 0 * jan,JUL *", "2022-01-31T09:00:00Z", ["2022-07-01T00:00:00Z"]),
        ("@monthly", "2022-01-31T09:00:00Z", ["2022-02-01T00:00:00Z"]),
    ])
    func findsTheNextMomentOfACronExpression(_ text: String, _ start: String, _ expected: [String]) throws {
        let schedule = try Self.schedule(text, .cycle)
        var moment = Self.at(start)

        for next in expected {
            let wait = schedule.first(after: moment)

            #expect(wait == TimerWait(due: Self.at(next), repetitions: -1, since: moment))
            #expect(schedule.next(after: wait, now: moment)?.due == wait.due)
            moment = wait.due
        }
    }

    /// Camunda 8: CRON-12.
    @Test func firesOnceWhereTheDayNeverComes() throws {
        let schedule = try Self.schedule("0 0 0 31 6 *", .cycle)

        let wait = schedule.first(after: Self.now)

        #expect(wait == TimerWait(due: Self.now, repetitions: 1, since: Self.now))
    }

    @Test func takesTheTextAnExpressionYields() throws {
        let text = try FEELExpression("\"R3/\" + \"PT10S\"").evaluate(in: FEELContext()).value
        let number = try FEELExpression("10").evaluate(in: FEELContext()).value

        #expect(try TimerSchedule.parsing(text, as: .cycle).get() == Self.schedule("R3/PT10S", .cycle))
        #expect(throws: InvalidTimer(form: .duration, found: "10")) {
            try TimerSchedule.parsing(number, as: .duration).get()
        }
        #expect(throws: InvalidTimer(form: .date, found: "null")) { try TimerSchedule.parsing(.null, as: .date).get() }
    }

    @Test(arguments: [
        ("duration(\"P1DT2H\")", "PT26H", TimerDefinition.Form.duration),
        ("duration(\"P1Y2M\")", "P1Y2M", .duration),
        ("date and time(\"2026-01-01T10:00:00+01:00\")", "2026-01-01T09:00:00Z", .date),
        ("date and time(\"2026-07-01T10:00:00@Europe/Berlin\")", "2026-07-01T08:00:00Z", .date),
    ])
    func takesTheTimeAnExpressionYields(
        _ expression: String, _ expected: String, _ form: TimerDefinition.Form
    ) throws {
        let value = try FEELExpression(expression).evaluate(in: FEELContext()).value

        #expect(try TimerSchedule.parsing(value, as: form).get() == Self.schedule(expected, form))
    }
}
