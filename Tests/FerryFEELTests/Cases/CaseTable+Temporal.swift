extension CaseTable {
    static let temporal = #"""
        # Dates
        date("2024-02-29") => 2024-02-29
        date("2023-02-29") => null !FUNCTION_INVOCATION_FAILURE
        date("-0044-03-15") => -0044-03-15
        date("12024-01-01") => 12024-01-01
        date("02024-01-01") => null
        date("998-01-01") => null
        date("+2024-01-01") => null
        date(2024, 2, 29) => 2024-02-29
        date(2024, 13, 1) => null
        date(year: 2024, month: 1, day: 31) => 2024-01-31
        date(@"2024-01-31T23:59:00+02:00") => 2024-01-31
        date(1) => null

        # Times
        time("09:15") => 09:15:00
        time("T09:15:00.250") => 09:15:00.25
        time("09:15:00Z") => 09:15:00Z
        time("09:15:00+02:00") => 09:15:00+02:00
        time("09:15:00-00:00") => 09:15:00Z
        time("09:15+02:00") => null
        time("09:15:00@Europe/Paris") => 09:15:00@Europe/Paris
        time("09:15:00@Europe/Atlantis") => null
        time("09:15:00+02:00@Europe/Paris") => null
        time("09:15:00+19:00") => null
        time("24:00:00") => null
        time("09:15:60") => null
        time("9:15:00") => null
        time(9, 15, 30.5) => 09:15:30.5
        time(9, 15, 0, @"-PT2H30M") => 09:15:00-02:30
        time(9, 15, 0, null) => 09:15:00
        time(25, 0, 0) => null
        time(9, 15, -1) => null
        time(@"2024-01-31") => 00:00:00Z
        time(@"2024-01-31T10:30:00@Asia/Tokyo") => 10:30:00@Asia/Tokyo

        # Dates and times
        date and time("2024-01-31") => 2024-01-31T00:00:00
        date and time("2024-01-31T10:30") => 2024-01-31T10:30:00
        date and time("2024-01-31T24:00:00") => 2024-02-01T00:00:00
        date and time("2024-01-31T24:00:01") => null
        date and time("2024-01-31T10:30:00.123456789Z") => 2024-01-31T10:30:00.123456789Z
        date and time("2024-07-01T10:30:00+02:00[Europe/Berlin]") => 2024-07-01T10:30:00@Europe/Berlin
        date and time("2024-07-01T10:30:00+01:00[Europe/Berlin]") => 2024-07-01T11:30:00@Europe/Berlin
        date and time("2024-07-01T10:30:00+02:00@Europe/Berlin") => null
        date and time(@"2024-01-31", @"10:30:00@Europe/Berlin") => 2024-01-31T10:30:00@Europe/Berlin
        date and time(@"2024-01-31T01:00:00Z", @"10:30:00") => 2024-01-31T10:30:00
        date and time(@"2024-07-01T10:30:00@Europe/Berlin", "Z") => 2024-07-01T08:30:00Z
        date and time(@"2024-07-01T10:30:00@Europe/Berlin", "America/New_York") => 2024-07-01T04:30:00@America/New_York
        date and time(@"2024-07-01T10:30:00", "+05:30") => 2024-07-01T10:30:00+05:30
        date and time(@"2024-07-01T10:30:00", "Moon/Base") => null
        date and time("10:30:00") => null

        # Clock changes
        string(@"2024-03-31T02:30:00@Europe/Berlin") => "2024-03-31T03:30:00@Europe/Berlin"
        @"2024-10-27T02:30:00@Europe/Berlin".time offset => PT2H
        @"2024-10-27T02:30:00+01:00[Europe/Berlin]".time offset => PT1H
        @"1900-01-01T00:00:00@Europe/Paris".time offset => PT9M21S
        @"2500-07-01T00:00:00@Europe/Paris".time offset => PT2H
        @"2024-01-01T00:00:00@Australia/Lord_Howe".time offset => PT11H
        @"2024-07-01T00:00:00@Australia/Lord_Howe".time offset => PT10H30M
        @"2024-07-01T00:00:00@Africa/Casablanca".time offset => PT1H
        @"10:00:00@Europe/Paris".time offset => PT1H

        # Durations
        duration("P1DT2H3M4.5S") => P1DT2H3M4.5S
        duration("-PT5M") => -PT5M
        duration("PT-3M-4S") => -PT3M4S
        duration("P-1Y") => -P1Y
        duration("PT36H") => P1DT12H
        duration("P14M") => P1Y2M
        duration("PT0S") => P0D
        duration("P0M") => P0Y
        duration("PT0.S") => P0D
        duration("P1Y1D") => null
        duration("P") => null
        duration("PT") => null
        duration("P1H") => null
        duration("1D") => null
        duration(5) => null
        years and months duration(@"2011-12-22", @"2013-08-24") => P1Y8M
        years and months duration(@"2013-08-24", @"2011-12-22") => -P1Y8M
        years and months duration(@"2024-01-31", @"2024-02-29") => P0Y
        years and months duration(@"2024-01-31T10:00:00Z", @"2025-01-31") => P1Y
        years and months duration(null, @"2025-01-31") => null

        # Properties
        @"2024-05-17".weekday => 5
        @"2024-05-17T10:30:15@Europe/Paris".hour => 10
        @"2024-05-17T10:30:15@Europe/Paris".timezone => "Europe/Paris"
        @"2024-05-17T10:30:15+02:00".timezone => null
        @"2024-05-17T10:30:15".time offset => null
        @"10:30:15.9".second => 15
        @"-P1DT2H".days => -1
        @"-P1DT2H".hours => -2
        @"P1Y2M".years => 1
        @"P1Y2M".months => 2
        @"P1Y2M".days => null !NO_PROPERTY_FOUND
        @"2024-05-17".hour => null !NO_PROPERTY_FOUND

        # Calendar
        day of week(@"2024-05-17") => "Friday"
        day of year(@"2024-12-31") => 366
        week of year(@"2021-01-03") => 53
        week of year(@"2024-12-30") => 1
        month of year(@"2024-05-17T10:00:00Z") => "May"
        last day of month(@"2024-02-10") => 2024-02-29
        last day of month("2024-02-10") => null
        now() => 2024-05-17T10:30:00Z
        today() => 2024-05-17
        now(1) => null !NO_FUNCTION_FOUND
        """#
}
